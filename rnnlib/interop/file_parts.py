"""The parts of a network in a file, and which of them stand around those that were named.

A network that reads symbols has an embedding in front, and one that predicts them a readout behind.
Without its embedding it would take symbols as rows of its W, and compute something else.
"""

from os.path import commonprefix
from typing import NamedTuple

from rnnlib.interop import pt_file
from rnnlib.interop import torch_parts as torch
from rnnlib.interop.keras_parts import fronts_of, parts_of
from rnnlib.interop.onnx_graph import graph_of, nodes_of
from rnnlib.layers import Linear

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


class Front(NamedTuple):
    """The part that looks like the embedding of those that were named, and the names to give, with
    it and with a readout, or None where what lies between cannot be told, or be named."""

    embedding: str
    names: list | None


def front_of(path, name, net, V=None, least=2):
    """The `Front` of ``net``, which is made of the parts ``name`` of a file of PyTorch or Keras;
    None if the file shows no embedding in front of it.

    V is the number of symbols, if it is known, else there are ``least`` or more.
    """
    parts = parts_in(path)
    names = called(parts, name)
    if path.suffix != ".keras":
        return by_sizes(parts, names, net, V, least, ordered=path.suffix != ".h5")
    reads = fronts_of(path)
    embeddings = reads[names[0]].embeddings
    if not embeddings:
        return None
    kinds, front = {part.name: part.kind for part in parts}, [names[0]]
    while len(below := reads[front[0]].parts) == 1 and not below & {*front}:
        front = [*below, *front]
    whole = kinds[front[0]] == EMBEDDING
    behind = [part for part in parts if names[-1] in reads[part.name].parts]
    more = [*front[:-1], *names, *_readout(behind, [*front, *names], net, V)]
    return Front(front[0] if whole else min(embeddings), more if whole else None)


def by_sizes(parts, names, net, V=None, least=2, ordered=True):
    """The same of a file that shows no more than the sizes of its parts, and perhaps their order.

    An embedding has as many rows as there are symbols, or as its own readout gives numbers. Of
    several the one that is called most alike is meant, then the nearest.
    """
    places = {part.name: k for k, part in enumerate(parts)}
    first, H = places.get(names[0], 0), _state(net)
    others = [(k, part) for k, part in enumerate(parts) if part.name not in names]
    linear = [_linear(part) for k, part in others if k > first or not ordered]
    read_out = isinstance(_layers(net)[-1], Linear)
    widths = {H}  # of the numbers behind, where a readout has several matrices
    for sizes in filter(None, linear):
        widths |= {sizes[1]} - {net.input_size} if sizes[0] in widths else set()

    def looks(k, part):
        if part.kind not in (EMBEDDING, EITHER):
            return False
        alone = not read_out and linear.count(_linear(part)) == 1
        if part.kind == EITHER and k > first and part.columns in widths and alone:
            return False  # it is the readout
        if V is None:
            return part.rows >= least
        return part.rows == V or part.rows > V and (H, part.rows) in linear

    def chain(k):
        """The names from an embedding to what was named, if the sizes of all between are joined."""
        width, found = parts[k].columns, [parts[k].name]
        for j, part in others:
            between = k < j < first and (V is None or part.rows != V or part.kind == LINEAR)
            if _linear(part) and between and part.kind != EMBEDDING:
                takes, gives = _linear(part)
                if takes != width:
                    return None
                width = gives
                found.append(part.name)
        apart = not ordered and (width, width) in linear  # which may lie between
        return found if width == net.input_size and not apart else None

    def near(k):
        alike = len(commonprefix([parts[k].name, names[0]]))
        return parts[k].rows == V, alike, -abs(k - first)

    found = [k for k, part in others if looks(k, part)]
    if not found:
        return None
    fit = [k for k in found if chain(k)]
    if not fit or V is None and len(fit) > 1:
        return Front(parts[max(fit or found, key=near)].name, None)
    meant = max(fit, key=near)
    front = [*chain(meant), *names]
    behind = parts[places.get(names[-1], 0) + 1 :]
    return Front(parts[meant].name, front + _readout(behind, front, net, V))


def apart(path, name):
    """Two parts that were named one after the other, between which a file of Keras has what was
    not named; None if there are none such."""
    if path.suffix != ".keras" or name is None or isinstance(name, str):
        return None
    reads = fronts_of(path)
    pairs = zip(name, name[1:], strict=False)
    return next(((a, b) for a, b in pairs if a not in reads[b].parts), None)


def _layers(net):
    return getattr(net, "layers", [net])


def _state(net):
    """How many numbers the last recurrent layer gives."""
    top = _layers(net)[-1]
    return top.input_size if isinstance(top, Linear) else net.output_size


def _readout(behind, taken, net, V):
    if isinstance(_layers(net)[-1], Linear):
        return []
    fits = [p.name for p in behind if p.name not in taken and _linear(p) == (_state(net), V)]
    return fits[:1]


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
