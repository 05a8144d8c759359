"""A file of Keras that is damaged, or points elsewhere, is told in one sentence."""

import io
import json
import zipfile

import h5py
import numpy as np
import pytest
from interop.keras_models import drawn, keras

from rnnlib.interop import from_keras

LSTM = "layers/lstm/cell/vars"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """(configuration, weights), the two halves of a file, as bytes."""
    path = tmp_path_factory.mktemp("saved") / "m.keras"
    both = keras.layers.Bidirectional(keras.layers.LSTM(2, return_sequences=True))
    drawn(keras.Sequential([keras.Input((None, 3)), both, keras.layers.GRU(2)]), 1).save(path)
    with zipfile.ZipFile(path) as archive:
        return archive.read("config.json"), archive.read("model.weights.h5")


def written(path, config, weights):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", config)
        archive.writestr("model.weights.h5", weights)
    return path


def told(path):
    """Whether reading it ends in one sentence; False if it can be read."""
    try:
        from_keras(path)
    except ValueError as fault:
        assert str(fault) and "\n" not in str(fault)
        return True
    return False


def test_weights_with_other_bytes(saved, tmp_path):
    config, weights = saved
    rng, bad = np.random.default_rng(0), 0
    for _ in range(200):
        changed = np.frombuffer(weights, np.uint8).copy()
        changed[rng.integers(0, 8000, 8)] = rng.integers(0, 256, 8)  # where the groups are
        bad += told(written(tmp_path / "m.keras", config, changed.tobytes()))
    assert bad > 50


def test_an_archive_with_other_bytes(saved, tmp_path):
    whole, rng, bad = (
        written(tmp_path / "m.keras", *saved).read_bytes(),
        np.random.default_rng(0),
        0,
    )
    for _ in range(100):
        changed = np.frombuffer(whole, np.uint8).copy()
        changed[-rng.integers(1, 200, 4)] = rng.integers(0, 256, 4)  # its table of contents
        (tmp_path / "m.keras").write_bytes(changed.tobytes())
        bad += told(tmp_path / "m.keras")
    assert bad > 50


def places(value, path=()):
    """The path of every value in a tree of dicts and lists."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


@pytest.mark.parametrize("new", [None, 3, "x", [], {}])
def test_a_configuration_with_another_value(saved, tmp_path, new):
    config, weights = saved
    bad = 0
    for *way, last in [*places(json.loads(config)["config"]["layers"])][::3]:
        changed = json.loads(config)
        inner = changed["config"]["layers"]
        for key in way:
            inner = inner[key]
        inner[last] = new
        bad += told(written(tmp_path / "m.keras", json.dumps(changed), weights))
    assert bad > 3


@pytest.mark.parametrize("config", ["[]", "3", "{}", '{"config": []}', "[" * 100_000])
def test_a_configuration_that_is_none(saved, tmp_path, config):
    with pytest.raises(ValueError, match="^source: expected a model saved by Keras 3, got "):
        from_keras(written(tmp_path / "m.keras", config, saved[1]))


def link(file, other):
    file[LSTM + "/0"] = h5py.ExternalLink(other, LSTM + "/0")


def soft(file, other):
    file["elsewhere"] = np.zeros((3, 8), "f")
    file[LSTM + "/0"] = h5py.SoftLink("/elsewhere")


def outside(file, other):
    file.create_dataset(LSTM + "/0", (3, 8), "f", external=[(other, 0, 96)])


def virtual(file, other):
    layout = h5py.VirtualLayout((3, 8), "f")
    layout[:] = h5py.VirtualSource(other, LSTM + "/0", (3, 8))
    file.create_virtual_dataset(LSTM + "/0", layout)


def unwritten(file, other):
    file.create_dataset(LSTM + "/0", (2**20, 2**20), "f", chunks=(64, 64))


@pytest.mark.parametrize("make", [link, soft, outside, virtual, unwritten])
def test_weights_must_lie_in_the_file(tmp_path, make):
    """Nothing else on the disk is read, and no memory asked for what is not there."""
    other = str(tmp_path / "other.weights.h5")
    for path, first in ((other, None), (tmp_path / "m.weights.h5", make)):
        with h5py.File(path, "w") as file:
            file[LSTM + "/1"], file[LSTM + "/2"] = np.zeros((2, 8), "f"), np.zeros(8, "f")
            if first is None:
                file[LSTM + "/0"] = np.zeros((3, 8), "f")
            else:
                first(file, other)
    assert from_keras(other).input_size == 3
    with pytest.raises(ValueError, match="^source: expected weights that lie in the file, got "):
        from_keras(tmp_path / "m.weights.h5")


def test_shapes_are_looked_at(tmp_path):
    for shapes in [((3, 8), (2, 8), (7,)), ((3, 9), (2, 8)), ((3, 8), (8,)), ((3, 10), (2, 10))]:
        file = io.BytesIO()
        with h5py.File(file, "w") as opened:
            for k, shape in enumerate(shapes):
                opened[f"{LSTM}/{k}"] = np.zeros(shape, "f")
        (tmp_path / "m.weights.h5").write_bytes(file.getvalue())
        with pytest.raises(ValueError, match="^source: expected weights of SimpleRNN, LSTM or GRU"):
            from_keras(tmp_path / "m.weights.h5")
