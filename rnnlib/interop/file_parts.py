"""The parts of a network in a file, and which of them stand around those that were named.

A network that reads symbols has an embedding in front, and one that predicts them a readout behind.
Without its embedding it would take symbols as rows of its W, and compute something else.
"""

from os.path import commonprefix
from typing import NamedTuple

from rnnlib.interop import pt_file
from rnnlib.interop import torch_parts as torch
from rnnlib.interop.keras_parts import parts_of
from rnnlib.interop.onnx_graph import graph_of, nodes_of
from rnnlib.layers import Embedding, Linear

RECURRENT, EMBEDDING, LINEAR, EITHER = "recurrent", "embedding", "linear", "either"


class Part(NamedTuple):
    """One part: its name and kind, and as an embedding (rows, columns), else (takes, gives)."""

    name: str
    kind: str
    rows: int = 0
    columns: int = 0


def parts_in(path):
    """All parts of a file of PyTorch or Keras, in the order in which a network has them, as far as
    the file shows it; none of a file of ONNX, in which only nodes have names."""
    if path.suffix == ".onnx":
        return []
    if path.suffix in (".pt", ".pth"):
        return list(_of_torch(torch.flat(pt_file.read(path))))
    found = [_of_keras(part) for part in parts_of(path)]
    if path.suffix == ".h5":  # which has them in the order of the alphabet
        found.sort(key=lambda part: (EMBEDDING, RECURRENT, LINEAR).index(part.kind))
    return found


def called(parts, names):
    """The names, in a list, of the parts that ``names`` stands for: None is all recurrent ones."""
    if names is None:
        return [part.name for part in parts if part.kind == RECURRENT]
    return [names] if isinstance(names, str) else list(names)


def with_embedding(parts, names, net, V=None):
    """The names with those of an embedding in front, and of a readout if there is one; None if the
    file shows no embedding that ``net``, made of those ``names``, would read.

    V is the number of symbols, if it is known: of several embeddings the one with so many is meant,
    then the one that is called most alike, then the nearest.
    """
    layers, places = getattr(net, "layers", [net]), {part.name: k for k, part in enumerate(parts)}
    if isinstance(layers[0], Embedding) or not names or names[0] not in places:
        return None
    first, last = places[names[0]], places[names[-1]]
    read_out = isinstance(layers[-1], Linear)
    H = layers[-1].input_size if read_out else net.output_size

    def near(k):
        return parts[k].rows == V, len(commonprefix([parts[k].name, names[0]])), k

    def embeds(k, width):
        kind, *_, columns = parts[k][1:]
        sure = kind == EMBEDDING or kind == EITHER and (k < first or columns != H)
        return sure and columns == width

    def leads(k, width):
        return k < first and parts[k].kind == LINEAR and parts[k].columns == width

    front, width = [], net.input_size
    while True:
        others = [k for k, part in enumerate(parts) if part.name not in (*names, *front)]
        found = [k for k in others if embeds(k, width)] or [k for k in others if leads(k, width)]
        if not found:
            return None
        nearest = max(found, key=near)
        front.insert(0, parts[nearest].name)
        if embeds(nearest, width):
            break
        width = parts[nearest].rows
    behind = [part.name for part in parts[last + 1 :] if _linear(part) == (H, V)]
    behind = [name for name in behind if name not in front]
    return [*front, *names, *([] if read_out else behind[:1])]


def reads_embedded(path, name):
    """Whether what a node of ONNX reads comes from an embedding, whatever lies between."""
    nodes = {node.name: node for node in nodes_of(graph_of(path))}
    first = next(iter(nodes)) if name is None else called([], name)[0]
    return nodes[first].embedded


def arrays_of(path, name, net):
    """{name: array} of the parts that ``net`` is made of, by the file's names where it has them."""
    if path.suffix not in (".pt", ".pth"):
        return {f"params[{key!r}]": array for key, array in net.params.items()}
    arrays = torch.flat(pt_file.read(path))
    names = called(list(_of_torch(arrays)), name)
    return {k: a for k, a in arrays.items() if k.rpartition(".")[0] in names}


def _linear(part):
    """(takes, gives) of a part that may be linear, else None."""
    sizes = part.rows, part.columns
    return {LINEAR: sizes, EITHER: sizes[::-1]}.get(part.kind)  # PyTorch has a matrix turned


def _of_torch(arrays):
    own = {}
    for key, value in arrays.items():
        name, _, inner = key.rpartition(".")
        own.setdefault(name, {})[inner] = getattr(value, "shape", ())
    for name, shapes in own.items():
        if any(torch.FIRST.fullmatch(inner) for inner in shapes):
            yield Part(name, RECURRENT)
        elif shapes.keys() <= {"weight", "bias"} and len(shapes.get("weight", ())) == 2:
            rows, columns = shapes["weight"]
            biased = "bias" in shapes
            yield Part(name, LINEAR, columns, rows) if biased else Part(name, EITHER, rows, columns)


def _of_keras(part):
    kinds = {"Embedding": EMBEDDING, "Dense": LINEAR}
    kind = kinds.get(part.kind, RECURRENT)
    return Part(part.name, kind, *(() if kind == RECURRENT else part.arrays[0].shape))
