"""The layers of a Keras model that are recurrent or one matrix: configurations and arrays, from the
model or its file.

A file ``.keras`` is a zip archive of ``config.json``, which says what the layers are, and
``model.weights.h5``; a file ``.weights.h5`` is the second alone. Both are read without Keras, and
nothing in them is run.
"""

import json
import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

from rnnlib.edge import brief, expect, path_of
from rnnlib.interop import h5_file
from rnnlib.interop.keras_chain import CELLED, HELD, KINDS, MATRICES, Part, sources
from rnnlib.interop.keras_front import fronts

MOST = 10**7  # bytes of a configuration
SAVED = "a model saved by Keras 3"
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError)
JSON_FAULTS = (UnicodeDecodeError, json.JSONDecodeError, RecursionError)
CONFIG_FAULTS = (AttributeError, IndexError, KeyError, TypeError, RecursionError)


def parts_of(source):
    """All parts of a layer, a model or a file that are recurrent or a matrix, in their order."""
    if hasattr(source, "get_config"):
        return _joined(list(_living(source)), _config_of(source))
    path = path_of("source", source)
    endings = "a file that ends in .keras or .weights.h5, or a Keras model"
    expect(path.name.endswith((".keras", ".weights.h5")), "source", endings, path.name)
    expect(path.is_file(), "source", "a file", f"{path}, where there is none")
    if path.suffix == ".h5":
        return h5_file.read(path, path)
    config, weights = _opened(path)
    arrays = {part.name: part for part in h5_file.read(weights, path)}
    return _understood(lambda: _joined(list(_configured(config, arrays)), config))


def fronts_of(path):
    """What the parts of a file ``.keras`` read, by their names: see `fronts`."""
    config, _ = _opened(path)
    return _understood(lambda: fronts(config))


def _understood(made):
    """What is made of a configuration; ValueError if that is none that Keras writes."""
    try:
        return made()
    except CONFIG_FAULTS:
        got = "one whose config.json is not as Keras writes it"
        raise ValueError(f"source: expected {SAVED}, got {got}") from None


def _opened(path):
    """The configuration in a file ``.keras``, and its file of weights."""
    try:
        with zipfile.ZipFile(path) as archive:
            expect(archive.getinfo("config.json").file_size < MOST, "source", SAVED, "too much")
            config = json.loads(archive.read("config.json"))
            return config, BytesIO(archive.read("model.weights.h5"))
    except (*ZIP_FAULTS, *JSON_FAULTS) as fault:
        raise ValueError(f"source: expected {SAVED}, got {fault}") from None


def _joined(parts, config):
    """The parts, which know now what they read, where the configuration of their model says it."""
    reads = []
    if config and config["class_name"] in HELD:
        sources(config, reads)
    if len(reads) != sum(part.kind in KINDS for part in parts):
        return parts
    told = iter(reads)  # of the recurrent ones
    return [
        replace(part, **dict(zip(("reads", "once"), next(told), strict=True)))
        if part.kind in KINDS
        else part
        for part in parts
    ]


def _config_of(model):
    try:
        return {"class_name": type(model).__name__, "config": model.get_config()}
    except Exception:  # whatever a layer of the user's own raises
        return None


def _living(layer):
    kind = type(layer).__name__
    if kind in CELLED:
        expect(layer.built, "source", "a model with weights", f"{layer.name}, which is not built")
        yield Part(layer.name, kind, layer.get_config(), tuple(layer.get_weights()))
    elif kind == "Bidirectional":
        ways = [layer.forward_layer, layer.backward_layer]
        _check_ways(layer.name, [type(way).__name__ for way in ways])
        ways = tuple(part for way in ways for part in _living(way))
        yield Part(layer.name, kind, {"merge_mode": layer.merge_mode}, ways=ways)
    elif kind in MATRICES:
        yield Part(layer.name, kind, layer.get_config(), tuple(layer.get_weights()))
    else:
        for inner in getattr(layer, "layers", ()):
            yield from _living(inner)


def _configured(config, arrays, prefix=""):
    """The parts that a model's configuration names; ``arrays`` by the names that files have."""
    counts = {}
    for layer in config["config"]["layers"]:
        kind, own = layer["class_name"], layer["config"]
        group = _snake(kind)
        counts[group] = counts.get(group, -1) + 1
        group = f"{prefix}{group}" + (f"_{counts[group]}" if counts[group] else "")
        if kind in HELD:
            yield from _configured(layer, arrays, f"{group}/")
        elif kind in KINDS:
            expect(group in arrays, "source", f"weights of {own['name']!r}", "a file without")
            yield _with_config(arrays[group], kind, own)
        elif kind in MATRICES and group in arrays:
            yield replace(arrays[group], name=own["name"], config=dict(own))


def _with_config(part, kind, config):
    """The part of a file of weights, with the name and the configuration that a model gives it."""
    name = config["name"]
    expect(part.kind == kind, "source", f"weights of a {kind} in {name!r}", f"a {part.kind}'s")
    if kind == "Bidirectional":
        inner = [config["layer"], config.get("backward_layer") or config["layer"]]
        _check_ways(name, [one["class_name"] for one in inner])
        ways = [
            _with_config(way, one["class_name"], one["config"])
            for way, one in zip(part.ways, inner, strict=True)
        ]
        config, part = {"merge_mode": config["merge_mode"]}, replace(part, ways=tuple(ways))
    return replace(part, name=name, config=dict(config))


def _check_ways(name, kinds):
    for kind in kinds:
        expect(kind in CELLED, "layer", f"one of {', '.join(CELLED)} in {name!r}", brief(kind))


def only(parts, name):
    """The part of that name; ValueError if there is none."""
    names = [part.name for part in parts]
    known = f"one of {', '.join(map(repr, names))}"
    expect(name in names, "name", known, brief(name))
    return parts[names.index(name)]


def _snake(name):
    """The name that Keras gives a layer's group: SimpleRNN → simple_rnn."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()
