"""Weights from ONNX and to ONNX: the operators RNN, GRU and LSTM.

Neither way changes a bit. ONNX' LSTM has the gates in the order i, o, f, g, its peepholes i, o, f;
its GRU z, r, n with z = 1 − u, the reset gate before the product or after it. All have two biases:
see `rnnlib.interop.biases`.
"""

import numpy as np

from rnnlib.cells import Cell, ResetAfterGRUCell, VanillaReLUCell
from rnnlib.edge import brief, expect
from rnnlib.interop import onnx_graph as graphs
from rnnlib.interop import onnx_parts as parts
from rnnlib.interop.biases import NoBias, plain
from rnnlib.interop.blocks import cells_of, flattened, order, reordered, uniform, weights_of
from rnnlib.layers import Bidirectional, Recurrent, Reversed, Stacked

OPSET, IR = 14, 8  # of 2021, which all runtimes know by now
TYPES = {np.dtype(np.float32): "FLOAT", np.dtype(np.float64): "DOUBLE"}


def from_onnx(source, name=None):
    """The layer of rnnlib that computes what the recurrent nodes of a model in ONNX compute.

    source  a ModelProto, its bytes, or the path of a file.
    name    of one node, or a list of several, which become a `Stacked`; a node without a name is
            called after its operator and its place, "LSTM_3". By default it is all recurrent nodes,
            if each takes the outputs of the one before as the layers of a stack do.

    A `Recurrent`, a `Reversed`, a `Bidirectional` or a `Stacked`. Arrays are (T, B, D), whatever
    ``layout`` was; a sequence's length is given as a mask, the first state to `forward`: a model
    has them as inputs, or all sequences whole and begun with zeros. Behind a sequence's end y
    repeats the last state, where ONNX has zeros. ValueError: anything that rnnlib does not compute.
    """
    nodes = graphs.nodes_of(graphs.graph_of(source))
    expect(nodes, "source", "a model with nodes RNN, GRU or LSTM", "none")
    fits = name is None or isinstance(name, str | list | tuple)
    expect(fits, "name", "a name or a list", brief(name))
    if name is None:
        _check_chain(nodes)
    else:
        nodes = [_named(nodes, one) for one in ([name] if isinstance(name, str) else name)]
    expect(nodes, "name", "one name or more", brief(name))
    layers = [_layer(node) for node in nodes]
    return layers[0] if len(layers) == 1 else Stacked(layers)


def to_onnx(layer, *, lengths=False, states=False):
    """The model in ONNX (a ModelProto, to be written by ``onnx.save``) of a layer.

    Its input "X" is (T, B, D); with ``lengths`` there is "sequence_lens" (B,) of int32, with
    ``states`` "initial_h_0", "initial_h_1", … (ways, B, H) for every node, and "initial_c_0", … for
    LSTMs. Its outputs are "Y" (T, B, H), both ways side by side, and the last states "Y_h_0",
    "Y_c_0", …. A node is what `from_onnx` reads. Numbers stay as they are: onnxruntime runs such
    nodes of float32 alone, of cells that were made with ``dtype=np.float32``. ValueError: what ONNX
    lacks.
    """
    onnx = graphs.library()
    layer = Recurrent(layer) if isinstance(layer, Cell) else layer
    helper, kind = onnx.helper, getattr(onnx.TensorProto, TYPES[layer.dtype])
    layers = flattened(layer)

    def value(name, *shape, of=kind):
        return helper.make_tensor_value_info(name, of, shape)

    inputs, outputs = [value("X", "T", "B", layer.input_size)], []
    if lengths:
        inputs.append(value("sequence_lens", "B", of=onnx.TensorProto.INT32))
    nodes, constants, x = [], [onnx.numpy_helper.from_array(np.array([0, 0, -1]), "flat")], "X"
    for k, (one, turned) in enumerate(layers):
        operator, ways, H, arrays, attributes = _node(one, turned)
        names = {role: f"{role}_{k}" for role in arrays}
        constants += [onnx.numpy_helper.from_array(a, names[role]) for role, a in arrays.items()]
        letters = "hc" if operator == "LSTM" else "h"
        first = {f"initial_{s}": f"initial_{s}_{k}" for s in letters} if states else {}
        inputs += [value(name, ways, "B", H) for name in first.values()]
        last = [f"Y_{s}_{k}" for s in letters]
        outputs += [value(name, ways, "B", H) for name in last]
        known = {"X": x, "sequence_lens": "sequence_lens" if lengths else ""} | names | first
        given = [known.get(role, "") for role in graphs.INPUTS]
        while not given[-1]:
            given.pop()
        y = "Y" if k == len(layers) - 1 else f"Y_{k}"
        nodes += [
            helper.make_node(
                operator,
                given,
                [f"ways_{k}", *last],
                f"{operator}_{k}",
                hidden_size=H,
                **attributes,
            ),
            helper.make_node("Transpose", [f"ways_{k}"], [f"side_{k}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"side_{k}", "flat"], [y]),  # (T, B, ways · H)
        ]
        x = y
    outputs.insert(0, value("Y", "T", "B", layer.output_size))
    graph = helper.make_graph(nodes, "rnnlib", inputs, outputs, constants)
    opset = [helper.make_opsetid("", OPSET)]
    return helper.make_model(graph, opset_imports=opset, ir_version=IR, producer_name="rnnlib")


def _named(nodes, name):
    found = {node.name: node for node in nodes}
    known = f"one of {', '.join(map(repr, found))}"
    expect(isinstance(name, str) and name in found, "name", known, brief(name))
    return found[name]


def _check_chain(nodes):
    for below, node in zip(nodes, nodes[1:], strict=False):
        if node.reads != below.name:
            names = ", ".join(repr(one.name) for one in nodes)[:200]
            raise ValueError(
                f"name: expected one of {names}, or a list of those that are to be stacked, since "
                f"{node.name!r} does not read the outputs of {below.name!r} as they are, got None"
            )


def _layer(node):
    cells, direction = parts.cells_of_node(node), parts.direction(node)
    layers = [Recurrent(cell) for cell in cells]
    if direction == "bidirectional":
        return Bidirectional(*layers)
    return Reversed(layers[0]) if direction == "reverse" else layers[0]


def _node(layer, back):
    """(operator, ways, H, arrays, attributes) of a layer, which reads from the end if ``back``."""
    cells = cells_of(layer)
    kind, H = uniform(cells, "ONNX")
    known = ", ".join(k.__name__ for k in parts.GATES)
    expect(kind in parts.GATES, "layer", f"cells that ONNX has, {known}", kind.__name__)
    once = not back or len(cells[0]) == 1
    expect(once, "layer", "a Bidirectional that is not turned", "one inside a Reversed")
    ways, found = cells[0], {"W": [], "R": [], "B": [], "P": []}
    for cell in ways:
        W, U, *biases = weights_of(cell)
        for role, array in (("W", W), ("R", U)):
            found[role].append(_theirs(kind, array).T)
        if any(not isinstance(one, NoBias) for one in ways):
            b = [np.zeros(W.shape[1], W.dtype) if a is None else _theirs(kind, a) for a in biases]
            found["B"].append(np.concatenate(b))
        if "P" in cell.params:
            found["P"].append(reordered(cell.params["P"], "ifo", parts.PEEPHOLES, axis=0).ravel())
    arrays = {role: np.ascontiguousarray(np.stack(a)) for role, a in found.items() if a}
    direction = "bidirectional" if len(ways) == 2 else "reverse" if back else "forward"
    attributes = {"direction": direction}
    if plain(kind) is VanillaReLUCell:
        attributes["activations"] = ["Relu"] * len(ways)
    if kind is ResetAfterGRUCell:
        attributes["linear_before_reset"] = 1
    return parts.MADE[parts.GATES[kind]], len(ways), H, arrays, attributes


def _theirs(kind, columns):
    return parts.turned(columns, order(kind), parts.GATES[kind])
