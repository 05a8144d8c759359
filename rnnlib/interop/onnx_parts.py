"""The cells of a recurrent node in ONNX: its arrays in their order, and its attributes.

What RNN, GRU and LSTM compute, and how their arrays lie, stands in ONNX' own list of operators
(https://onnx.ai/onnx/operators).
"""

import numpy as np

from rnnlib.cells import (
    GRUCell,
    LSTMCell,
    PeepholeLSTMCell,
    ResetAfterGRUCell,
    VanillaCell,
    VanillaReLUCell,
)
from rnnlib.edge import brief, expect
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
WAYS = {"forward": 1, "reverse": 1, "bidirectional": 2}


def cells_of_node(node):
    """The cells of a node, of one direction or of two; ValueError for what rnnlib lacks."""
    for role, expected, got in node.lacks:
        expect(False, role, expected, got)
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
