"""The recurrent layers of a Keras model, as configurations and arrays, from the model or its file.

A file ``.keras`` is a zip archive of ``config.json``, which says what the layers are, and
``model.weights.h5``; a file ``.weights.h5`` is the second alone. Both are read without Keras, and
nothing in them is run.
"""

import json
import re
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np

from rnnlib.edge import brief, expect, path_of

KINDS = ("SimpleRNN", "LSTM", "GRU")
GATES = {1: "SimpleRNN", 3: "GRU", 4: "LSTM"}  # by how many there are
HELD = ("Sequential", "Functional", "Model")  # models that hold layers
MOST = 10**7  # bytes of a configuration


@dataclass(frozen=True)
class Part:
    """One recurrent layer: its arrays kernel, recurrent_kernel and bias, if it has one; of a
    Bidirectional the parts of both directions, and no arrays of its own."""

    name: str
    kind: str
    config: dict | None  # None where a file does not say
    arrays: tuple = ()
    ways: tuple = ()


def parts_of(source):
    """All recurrent parts of a layer, a model or a file, in their order."""
    if hasattr(source, "get_config"):
        return list(_living(source))
    path = path_of("source", source)
    endings = "a file that ends in .keras or .weights.h5, or a Keras model"
    expect(path.name.endswith((".keras", ".weights.h5")), "source", endings, path.name)
    expect(path.is_file(), "source", "a file", f"{path}, where there is none")
    if path.suffix == ".h5":
        return _weights(path, path)
    try:
        with zipfile.ZipFile(path) as archive:
            expect(archive.getinfo("config.json").file_size < MOST, "source", "a model", "too much")
            config = json.loads(archive.read("config.json"))
            weights = BytesIO(archive.read("model.weights.h5"))
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"source: expected a model saved by Keras 3, got {error}") from None
    arrays = _weights(weights, path)
    return list(_configured(config, {part.name: part for part in arrays}))


def _living(layer):
    kind = type(layer).__name__
    if kind in KINDS:
        expect(layer.built, "source", "a model with weights", f"{layer.name}, which is not built")
        yield Part(layer.name, kind, layer.get_config(), tuple(layer.get_weights()))
    elif kind == "Bidirectional":
        ways = [
            part for way in (layer.forward_layer, layer.backward_layer) for part in _living(way)
        ]
        yield Part(layer.name, kind, {"merge_mode": layer.merge_mode}, ways=tuple(ways))
    else:
        for inner in getattr(layer, "layers", ()):
            yield from _living(inner)


def _configured(config, arrays, prefix=""):
    """The parts that a model's configuration names; ``arrays`` by the names that files have."""
    counts = {}
    for layer in config.get("config", {}).get("layers", ()):
        kind, own = layer.get("class_name"), layer.get("config", {})
        group = _snake(str(kind))
        counts[group] = counts.get(group, -1) + 1
        group = f"{prefix}{group}" + (f"_{counts[group]}" if counts[group] else "")
        if kind in HELD:
            yield from _configured(layer, arrays, f"{group}/")
        elif kind in (*KINDS, "Bidirectional"):
            expect(group in arrays, "source", f"weights of {own.get('name')!r}", "a file without")
            found = arrays[group]
            if kind == "Bidirectional":
                inner = [own["layer"], own.get("backward_layer") or own["layer"]]
                ways = [
                    replace(way, kind=one["class_name"], config=one["config"])
                    for way, one in zip(found.ways, inner, strict=True)
                ]
                own, found = {"merge_mode": own.get("merge_mode")}, replace(found, ways=tuple(ways))
            yield replace(found, name=layer["config"]["name"], kind=kind, config=own)


def _weights(file, path):
    """The parts in a file of weights by the names there, of which the kinds follow from shapes."""
    try:
        import h5py
    except ImportError:
        raise ImportError("a file of Keras needs h5py: pip install h5py") from None
    try:
        with h5py.File(file, "r") as opened:
            expect("layers" in opened, "source", "a file of weights of Keras 3", str(path))
            return list(_stored(opened["layers"], h5py, ""))
    except OSError as error:
        raise ValueError(f"source: expected a file of weights of Keras 3, got {error}") from None


def _stored(group, h5py, prefix):
    for name in sorted(group, key=_counted):
        inner = group[name]
        if not isinstance(inner, h5py.Group):
            continue
        if "forward_layer" in inner:
            ways = [_arrays(inner[way], way) for way in ("forward_layer", "backward_layer")]
            yield Part(prefix + name, "Bidirectional", None, ways=tuple(ways))
        elif "cell" in inner:
            yield _arrays(inner, prefix + name)
        elif "layers" in inner:
            yield from _stored(inner["layers"], h5py, f"{prefix}{name}/")


def _arrays(group, name):
    held = group["cell/vars"]
    arrays = tuple(np.array(held[key]) for key in sorted(held, key=int))
    fits = len(arrays) in (2, 3) and all(a.ndim <= 2 for a in arrays)
    expect(fits, "source", f"two or three arrays of {name!r}", len(arrays))
    rows = len(arrays[1]) or 1
    gates = arrays[1].shape[1] / rows
    expect(gates in GATES, "source", f"a recurrent kernel of {name!r}", f"{arrays[1].shape}")
    return Part(name, GATES[gates], None, arrays)


def only(parts, name):
    """The part of that name, or the only one; ValueError if there is none, or a choice."""
    names = [part.name for part in parts]
    expect(parts, "source", "a model with SimpleRNN, LSTM, GRU or a Bidirectional", "none")
    known = f"one of {', '.join(map(repr, names))}"
    expect(name in names, "name", known, brief(name))
    return parts[names.index(name)]


def _snake(name):
    """The name that Keras gives a layer's group: SimpleRNN → simple_rnn."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def _counted(name):
    """Sorts lstm, lstm_1, …, lstm_10."""
    head, _, tail = name.rpartition("_")
    return (head, int(tail)) if tail.isdigit() else (name, 0)
