"""Files that are damaged, foreign or half written: one sentence, and nothing is lost."""

import os

import numpy as np
import pytest
from storage.files import (
    Explosive,
    foreign_archive,
    foreign_npy,
    later_format,
    params,
    refused,
    same,
)

import rnnlib
from rnnlib import storage
from rnnlib.storage import load, save


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
