"""The recurrent nodes of an ONNX graph, how they are joined, and what their runs begin with."""

from dataclasses import dataclass

from rnnlib.edge import expect, path_of
from rnnlib.interop.onnx_axes import MOVING, Axes
from rnnlib.interop.onnx_origins import INPUT, SHARED, ZERO, Origins

RECURRENT = ("RNN", "GRU", "LSTM")
INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
STATES = f"a state of {{!r}} that is {ZERO} or {INPUT}, for runs begin where you say"
LENGTHS = f"none of {{!r}}, {INPUT} or the whole length, for you say by a mask where sequences end"


@dataclass(frozen=True)
class Node:
    """One recurrent node: its name, operator, attributes, and its arrays W, R, B and P."""

    name: str
    kind: str
    attributes: dict
    arrays: dict
    reads: str | None  # the node whose Y it reads, as the layers of a stack do
    steps: int | None  # T, where the file says it
    embedded: bool  # whether what it reads comes from an embedding
    lacks: tuple  # of what rnnlib cannot know: (role, what was expected, what came)


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
    origins = Origins(onnx, graph, RECURRENT)
    shapes = {one.name: one.type.tensor_type.shape.dim for one in (*graph.input, *graph.value_info)}
    found, moved = {}, {}  # moved: {tensor: (the node whose Y it is, its Axes, how they lie)}
    for k, node in enumerate(graph.node):
        known = node.op_type in (*RECURRENT, *MOVING) and node.domain in ("", "ai.onnx")
        if not (known and node.input and node.output):
            continue
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        below, axes, lie = moved.get(node.input[0], (None, None, None))
        if node.op_type in RECURRENT:
            name = node.name or f"{node.op_type}_{k}"
            name += f"_{k}" if name in found else ""
            layout = attributes.get("layout", 0)
            reads = below if below and lie == axes.read(layout) else None
            dims = shapes.get(node.input[0], ())
            steps = dims[layout].dim_value if len(dims) == 3 and layout in (0, 1) else 0
            steps = steps or (found[reads].steps if reads else None)
            made = found[name] = _node(name, node, attributes, origins, reads, steps)
            axes = _axes(made)
            moved[node.output[0]] = name, axes, axes.own(layout)
        elif below and not _trains(node, origins):
            given = origins.constant(node.input[1]) if len(node.input) > 1 else None
            given = None if given is None else given.ravel().tolist()
            if lie := axes.moved(node.op_type, lie, attributes, given):
                moved[node.output[0]] = below, axes, lie
    return list(found.values())


def _node(name, node, attributes, origins, reads, steps):
    given = {role: tensor for role, tensor in zip(INPUTS, node.input, strict=False) if tensor}
    arrays = {}
    for role in ("W", "R", "B", "P"):
        if role in given:
            arrays[role] = origins.constant(given[role])
            there = arrays[role] is not None
            expect(there, "source", f"constant weights {role} of {name!r}", "computed ones")
    lacks = [
        (role, STATES.format(name), got)
        for role in ("initial_h", "initial_c")
        if role in given and (got := origins.of(given[role])) not in (ZERO, INPUT)
    ]
    lens = given.get("sequence_lens")
    if lens and not origins.whole(lens, steps) and (got := origins.of(lens)) not in (INPUT, SHARED):
        lacks.append(("sequence_lens", LENGTHS.format(name), got))
    embedded = origins.embedded(node.input[0])
    return Node(name, node.op_type, attributes, arrays, reads, steps, embedded, tuple(lacks))


def _axes(node):
    ways = 2 if node.attributes.get("direction") == b"bidirectional" else 1
    R = node.arrays.get("R")
    return Axes(ways, R.shape[-1] if R is not None and R.ndim else 1)


def _trains(node, origins):
    """Whether a Dropout may change numbers."""
    training = node.input[2] if node.op_type == "Dropout" and len(node.input) > 2 else ""
    return bool(training) and not origins.whole(training, False)
