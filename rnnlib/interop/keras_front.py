"""What the layers of a Keras model read, and which embeddings stand in front of them, as the
model's configuration says it."""

from collections import defaultdict
from typing import NamedTuple

from rnnlib.interop.keras_chain import HELD, KINDS, MATRICES, PASSING, outputs, tensors


class Read(NamedTuple):
    """Numbers in a model: the parts that give them as they are, which are none where they are
    computed otherwise, and all embeddings that they come from, whatever lies between."""

    parts: frozenset = frozenset()
    embeddings: frozenset = frozenset()


def fronts(config):
    """{name: the `Read` of it} of all parts in a model's configuration."""
    found = defaultdict(Read)
    _model(config, found, [])
    return found


def _model(config, found, given):
    own = config["config"]
    if config["class_name"] == "Sequential":
        read = _joined(given)
        for layer in own["layers"]:
            read = _through(layer, found, [read])
        return read
    inputs = [one[0] for one in outputs(own["input_layers"])]
    made = {name: [read] for name, read in zip(inputs, given, strict=False)}

    def taken(places):
        calls = [(made.get(name, [Read()]), call) for name, call, _ in places]
        return [reads[min(call, len(reads) - 1)] for reads, call in calls]

    for layer in own["layers"]:
        for call in layer["inbound_nodes"]:
            read = _through(layer, found, taken(tensors(call)))
            made.setdefault(layer["name"], []).append(read)
    return _joined(taken(outputs(own["output_layers"])))


def _through(layer, found, given):
    kind, own = layer["class_name"], layer["config"]
    if kind in HELD:
        return _model(layer, found, given)
    read = _joined(given[:1] if kind in KINDS else given)  # or first states count as sequences
    if kind in (*PASSING, "InputLayer"):
        return read
    inner = own.get("layer")
    kinds = kind, inner.get("class_name", "") if isinstance(inner, dict) else ""
    more = [own["name"]] if any("Embedding" in one for one in kinds) else []
    known = kind in (*KINDS, *MATRICES)
    if known:
        before = found[own["name"]]  # of another call
        found[own["name"]] = Read(*(a | b for a, b in zip(before, read, strict=True)))
    return Read(frozenset([own["name"]] if known else []), read.embeddings.union(more))


def _joined(given):
    """What is computed from several; the only one as it is."""
    if len(given) == 1:
        return given[0]
    return Read(frozenset(), frozenset().union(*(read.embeddings for read in given)))
