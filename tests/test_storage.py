"""Parameters on disk come back bit for bit, or not at all."""

import os
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import rnnlib
from rnnlib import storage
from rnnlib.storage import load, save


class Model:
    """Something with parameters, and a name for itself."""

    def __init__(self, params, name="LSTM"):
        self.params, self.name = params, name

    def describe(self):
        return self.name


def params(seed=0):
    rng = np.random.default_rng(seed)
    return {"0.W": rng.normal(size=(3, 4)), "0.b": rng.normal(size=4).astype(np.float32)}


def same(left, right):
    return left.keys() == right.keys() and all(
        left[k].dtype == right[k].dtype and left[k].tobytes() == right[k].tobytes() for k in left
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


names = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=8)
values = st.sampled_from([np.float16, np.float32, np.float64]).flatmap(
    lambda dtype: arrays(dtype, array_shapes(min_dims=0, min_side=0, max_side=4))
)


@given(st.dictionaries(names, values, max_size=4), st.none() | st.text(max_size=8))
@settings(deadline=None, max_examples=60)
def test_everything_comes_back(tmp_path_factory, there, kind):
    path = tmp_path_factory.mktemp("storage") / "w"
    here = {k: np.full_like(a, 7) for k, a in reversed(there.items())}
    live = dict(here)
    save(path, there, kind=kind)
    load(path, here, kind=kind)
    assert same({k: here[k] for k in there}, there)
    assert all(here[k] is live[k] for k in live)


def test_views_and_other_memory_orders(path):
    a = np.arange(24.0).reshape(4, 6)
    there = {"strided": a[::2, ::3], "columns": np.asfortranarray(a), "transposed.npy.T": a.T}
    save(path, there)
    here = {k: np.zeros_like(v) for k, v in there.items()}
    load(path, here)
    for k, v in there.items():
        np.testing.assert_array_equal(here[k], v)


def test_a_file_has_the_name_it_was_given_and_plain_numpy_reads_it(tmp_path, path):
    save(str(path), params())
    save(tmp_path / "other", params())
    assert sorted(os.listdir(tmp_path)) == ["other", "weights.npz"]
    assert path.read_bytes() == (tmp_path / "other").read_bytes()
    with np.load(path, allow_pickle=False) as file:
        assert same({k: file[k] for k in file.files if k != storage.HEADER}, params())


def test_models(path):
    save(path, Model(params()))
    here = Model(params(1))
    load(path, here)
    assert same(here.params, params())
    plain = params(1)
    load(path, plain)  # a dict does not know its kind
    assert same(plain, params())
    save(path, plain)
    load(path, Model(params(1)))  # nor does this file
    save(path, Model(params()), kind="GRU")
    load(path, params(1), kind="GRU")


def without(name):
    return {k: p for k, p in params(1).items() if k != name}


@pytest.mark.parametrize(
    ("receiver", "sentence"),
    [
        (Model(params(1), "GRU"), "expected parameters of GRU, got those of LSTM"),
        (without("0.b"), "expected parameters {0.W (3, 4)}, got {0.W (3, 4), 0.b (4,)}"),
        (
            {**params(1), "U": np.ones(1)},
            "expected parameters {0.W (3, 4), 0.b (4,), U (1,)}, got {0.W (3, 4), 0.b (4,)}",
        ),
        (
            {**params(1), "0.b": np.ones((4, 1), np.float32)},
            "expected '0.b' as float32 of shape (4, 1), got float32 of shape (4,)",
        ),
        (
            {**params(1), "0.b": np.ones(4)},
            "expected '0.b' as float64 of shape (4,), got float32 of shape (4,)",
        ),
    ],
)
def test_parameters_of_something_else(path, receiver, sentence):
    save(path, Model(params()))
    held = receiver.params if isinstance(receiver, Model) else receiver
    before = {k: p.copy() for k, p in held.items()}
    with pytest.raises(ValueError) as caught:
        load(path, receiver)
    assert str(caught.value) == f"{path}: {sentence}"
    assert same(held, before)


def test_a_read_only_receiver_is_refused_whole(path):
    save(path, params())
    here = params(1)
    here["0.b"].flags.writeable = False
    with pytest.raises(ValueError, match="^params: expected writeable arrays, got '0.b' read-only"):
        load(path, here)
    assert same(here, params(1))


def refused(path):
    here = params(1)
    with pytest.raises(ValueError) as caught:
        load(path, here)
    assert same(here, params(1))
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: expected ") and ", got " in sentence
    return sentence


def test_a_truncated_file(path):
    save(path, params())
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert "written by rnnlib.storage.save" in refused(path)


def test_a_damaged_file(path):
    """Whichever byte flips, the parameters are read right or not at all."""
    save(path, params())
    whole = path.read_bytes()
    harmless = 0
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        here = params(1)
        try:
            load(path, here)
        except ValueError as fault:
            assert str(fault).startswith(f"{path}: expected ")
            assert same(here, params(1))
        else:
            assert same(here, params())
            harmless += 1
    assert harmless < len(whole) / 4  # dates and other labels of the archive


def foreign_npy(path):
    with open(path, "wb") as file:
        np.save(file, np.ones(3))


def foreign_archive(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no weights here")


def later_format(path):
    np.savez(path, **params(), **{storage.HEADER: np.array('{"format": 99, "kind": null}')})


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("just some text"),
        lambda path: np.savez(path, **params()),
        foreign_npy,
        foreign_archive,
        later_format,
    ],
)
def test_a_foreign_file(path, write):
    write(path)
    assert "expected a file written by rnnlib.storage.save, got one that cannot" in refused(path)


class Explosive:
    """Unpickling it leaves a trace."""

    exploded = []

    def __reduce__(self):
        return self.exploded.append, (1,)


def test_pickles_are_never_opened(path):
    header = np.array('{"format": 1, "kind": null}')
    np.savez(path, W=np.array([Explosive()], object), **{storage.HEADER: header})
    assert "got one that cannot be read" in refused(path)
    assert not Explosive.exploded


def test_a_missing_file(path):
    with pytest.raises(FileNotFoundError):
        load(path, params())


@pytest.mark.parametrize(
    ("bad", "got"),
    [
        (None, "a dict of arrays or an object with .params, got NoneType"),
        ({"W": [1.0]}, "float arrays, got 'W' of type list"),
        ({"W": np.array([None])}, "float arrays, got 'W' of type object"),
    ],
)
def test_bad_params(path, bad, got):
    for action in (save, load):
        with pytest.raises(ValueError) as caught:
            action(path, bad)
        assert str(caught.value) == f"params: expected {got}"
    assert not path.exists()


@pytest.mark.parametrize("where", ["write", "move"])
def test_a_save_that_fails_leaves_the_old_file_and_no_litter(path, where, monkeypatch):
    def fail(*args, **kwargs):
        raise KeyboardInterrupt

    save(path, params())
    if where == "write":
        monkeypatch.setattr(np.lib.format, "write_array", fail)
    else:
        monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        save(path, params(1))
    monkeypatch.undo()
    assert os.listdir(path.parent) == [path.name]
    here = params(1)
    load(path, here)
    assert same(here, params())


def test_the_place_is_empty_until_the_file_is_whole(path, monkeypatch):
    seen = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (seen.append(path.exists()), replace(a, b)))
    save(path, params())
    assert seen == [False] and path.exists()


def test_a_link_stays_a_link(tmp_path, path):
    try:
        (tmp_path / "latest").symlink_to(path)
    except OSError:
        pytest.skip("no links here")
    save(tmp_path / "latest", params())
    assert (tmp_path / "latest").is_symlink() and path.exists()


def test_cells_saved_by_themselves_know_their_kind(tmp_path):
    rng = np.random.default_rng(0)
    rnnlib.save(tmp_path / "w.npz", rnnlib.VanillaCell(2, 3, rng=rng))
    with pytest.raises(ValueError, match="expected .* of VanillaReLUCell, got .* VanillaCell"):
        rnnlib.load(tmp_path / "w.npz", rnnlib.VanillaReLUCell(2, 3, rng=rng))


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(ValueError, match="path: expected a file in an existing folder, got"):
        rnnlib.save(tmp_path / "nowhere" / "w.npz", {"W": np.zeros(2)})


def test_a_parameter_called_like_the_header(tmp_path):
    with pytest.raises(ValueError, match="params: expected other names than '__rnnlib__'"):
        rnnlib.save(tmp_path / "w.npz", {"__rnnlib__": np.zeros(2)})
