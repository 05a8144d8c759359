"""The recurrent nodes of an ONNX graph: their arrays and attributes, in their order.

What RNN, GRU and LSTM compute, and how their arrays lie, stands in ONNX' own list of operators
(https://onnx.ai/onnx/operators).
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.cells import (
    GRUCell,
    LSTMCell,
    PeepholeLSTMCell,
    ResetAfterGRUCell,
    VanillaCell,
    VanillaReLUCell,
)
from rnnlib.edge import brief, expect, path_of
from rnnlib.interop.blocks import cell_of, negated, order, reordered

GATES = {  # our cells with their gates in ONNX' order, in our letters
    VanillaCell: "a",
    VanillaReLUCell: "a",
    GRUCell: "urn",
    ResetAfterGRUCell: "urn",
    LSTMCell: "iofg",
    PeepholeLSTMCell: "iofg",
}
PEEPHOLES = "iof"  # the order of P
MADE = {"a": "RNN", "urn": "GRU", "iofg": "LSTM"}
FUNCTIONS = {"RNN": ["Tanh"], "GRU": ["Sigmoid", "Tanh"], "LSTM": ["Sigmoid", "Tanh", "Tanh"]}
INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
# What moves axes and changes no number:
MOVING = ("Dropout", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze")
WAYS = {"forward": 1, "reverse": 1, "bidirectional": 2}


@dataclass(frozen=True)
class Node:
    """One recurrent node: its name, operator, attributes, and its arrays W, R, B and P."""

    name: str
    kind: str
    attributes: dict
    arrays: dict
    reads: str | None  # the node whose Y it reads


def library():
    """The package onnx."""
    try:
        import onnx
    except ImportError:
        raise ImportError("ONNX needs its package: pip install onnx") from None
    return onnx


def graph_of(source):
    """The graph of a model, of its bytes, or of a file."""
    onnx = library()
    if not isinstance(source, onnx.ModelProto):
        if not isinstance(source, bytes):
            path = path_of("source", source)
            expect(path.is_file(), "source", "a file", f"{path}, where there is none")
        try:
            load = onnx.load_from_string if isinstance(source, bytes) else onnx.load
            source = load(source)
        except Exception as error:  # protobuf's own, which is no class of onnx
            got = " ".join(str(error).split())[:80]
            raise ValueError(f"source: expected a model in ONNX, got {got}") from None
    expect(source.graph.node, "source", "a model in ONNX with nodes", "none")
    return source.graph


def nodes_of(graph):
    """All recurrent nodes of a graph, in their order."""
    onnx = library()
    constants = {one.name: one for one in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            held = [a.t for a in node.attribute if a.name == "value"]
            constants |= zip(node.output, held, strict=False)
        elif node.op_type == "Identity" and node.input[0] in constants:
            constants[node.output[0]] = constants[node.input[0]]
    found, steps = [], {}  # {tensor: the node whose Y it is}
    for k, node in enumerate(graph.node):
        if node.domain not in ("", "ai.onnx"):
            continue
        reads = steps.get(node.input[0]) if node.input else None
        if node.op_type in FUNCTIONS:
            name = node.name or f"{node.op_type}_{k}"
            name += f"_{k}" if name in [one.name for one in found] else ""
            found.append(_node(onnx, name, node, constants, reads))
            steps[node.output[0]] = found[-1].name
        elif node.op_type in MOVING:
            steps[node.output[0]] = reads
    return found


def _node(onnx, name, node, constants, reads):
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    given = {role: tensor for role, tensor in zip(INPUTS, node.input, strict=False) if tensor}
    arrays = {}
    for role in ("W", "R", "B", "P"):
        if role in given:
            there = given[role] in constants
            expect(there, "source", f"constant weights {role} of {name!r}", "computed ones")
            arrays[role] = onnx.numpy_helper.to_array(constants[given[role]])
    for role in ("initial_h", "initial_c"):
        if given.get(role) in constants:
            zero = not onnx.numpy_helper.to_array(constants[given[role]]).any()
            own = f"a state of {name!r} that is zero or an input, for runs begin where you say"
            expect(zero, role, own, "a constant")
    return Node(name, node.op_type, attributes, arrays, reads)


def cells_of_node(node):
    """The cells of a node, of one direction or of two; ValueError for what rnnlib lacks."""
    attributes, ways = node.attributes, WAYS[direction(node)]
    default = FUNCTIONS[node.kind] * ways
    found = [one.decode() for one in attributes.get("activations", ())] or default
    known = [default, ["Relu"] * ways] if node.kind == "RNN" else [default]
    whole = [one.capitalize() for one in found]  # names have no case
    expected = f"{' or '.join(map(repr, known))} in {node.name!r}"
    expect(whole in known, "activations", expected, found)
    for name, none in (("clip", None), ("input_forget", 0)):
        value = attributes.get(name, none)
        expect(value == none, name, f"none in {node.name!r}", brief(value))
    kind = {"LSTM": LSTMCell, "GRU": GRUCell, "RNN": VanillaCell}[node.kind]
    if whole[0] == "Relu":
        kind = VanillaReLUCell
    if attributes.get("linear_before_reset"):
        kind = ResetAfterGRUCell
    if "P" in node.arrays:
        kind = PeepholeLSTMCell
    _check(node, kind, ways)
    return [_cell(node, kind, k) for k in range(ways)]


def direction(node):
    """ "forward", "reverse" or "bidirectional"."""
    found = node.attributes.get("direction", b"forward").decode()
    expect(found in WAYS, "direction", f"one of {', '.join(WAYS)} in {node.name!r}", found)
    return found


def _check(node, kind, ways):
    arrays = node.arrays
    for role in ("W", "R"):
        fits = role in arrays and arrays[role].ndim == 3
        expect(fits, role, f"a constant array of three axes in {node.name!r}", "none")
    (_, _, D), H, G = arrays["W"].shape, arrays["R"].shape[2], len(GATES[kind])
    shapes = {"W": (ways, G * H, D), "R": (ways, G * H, H), "B": (ways, 2 * G * H)}
    for role, array in arrays.items():
        shape = shapes.get(role, (ways, 3 * H))
        expect(array.shape == shape, role, f"shape {shape} in {node.name!r}", array.shape)
        fits = array.dtype in (np.float32, np.float64)
        expect(fits, role, f"float32 or float64 in {node.name!r}", array.dtype)


def _cell(node, kind, k):
    W, R = (node.arrays[role][k].T for role in ("W", "R"))
    biases = np.split(node.arrays["B"][k], 2) if "B" in node.arrays else ()
    P = {}
    if "P" in node.arrays:
        P["P"] = reordered(node.arrays["P"][k].reshape(3, -1), PEEPHOLES, "ifo", axis=0)
    given = (turned(a, GATES[kind], order(kind)) for a in (W, R, *biases))
    return cell_of(kind, *given, **P)


def turned(array, given, wanted):
    """Columns in another order, and with the sum that leads to u or to ONNX' z = 1 − u."""
    return reordered(negated(array, given, "u"), given, wanted)
