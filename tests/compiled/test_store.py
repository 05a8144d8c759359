"""Machine code on disk: whatever lies there, every process gets the code that it asked for."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from needs import need

need("llvmlite")

from rnnlib.compiled import library, store  # noqa: E402
from rnnlib.compiled.machine import Machine  # noqa: E402

CODE = b"\x7fELF what LLVM made" * 9

RUN = """
import numpy as np
import rnnlib
from rnnlib import compiled

layer = rnnlib.Recurrent(rnnlib.GRUCell(3, 4, rng=np.random.default_rng(0)))
x = np.random.default_rng(1).normal(size=(5, 2, 3))
assert compiled.reason(layer.cell) is None
fast, _ = layer.forward(x)
with compiled.switched(False):
    slow, _ = layer.forward(x)
np.testing.assert_allclose(fast, slow, rtol=1e-12)
print(fast.tobytes().hex())
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    path = tmp_path / "not there yet" / "code"
    monkeypatch.setenv("RNNLIB_CACHE", str(path))
    return path


def never():
    raise AssertionError("it was on the disk")


def test_what_is_made_once_is_kept(folder):
    assert store.kept("key", lambda: CODE) == CODE
    assert store.kept("key", never) == CODE
    (file,) = folder.iterdir()
    assert file.read_bytes()[32:] == CODE


def test_another_key_is_another_file(folder):
    for key in ("a", "b", "A", "a "):
        assert store.kept(key, lambda key=key: CODE + key.encode()) == CODE + key.encode()
    assert len(list(folder.iterdir())) == 4
    for key in ("a", "b", "A", "a "):
        assert store.kept(key, never) == CODE + key.encode()


def damaged(whole):
    yield b""
    yield whole[:31]
    yield whole[:32]
    yield whole[:33]
    yield whole[:-1]
    yield whole + b"\0"
    yield b"\0" + whole[1:]
    for place in (0, 31, 32, len(whole) - 1):
        yield whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


def test_a_damaged_file_counts_as_none_and_is_mended(folder):
    store.kept("key", lambda: CODE)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    for bytes_ in damaged(whole):
        file.write_bytes(bytes_)
        assert store.kept("key", lambda: CODE) == CODE
        assert file.read_bytes() == whole


def test_a_file_of_another_key_in_its_place_is_not_served(folder):
    """Files are named by their keys: one that was copied onto another is refused."""
    for key in ("a", "b"):
        store.kept(key, lambda key=key: CODE + key.encode())
    a, b = folder.iterdir()
    a.write_bytes(b.read_bytes())
    for key in ("a", "b"):
        assert store.kept(key, lambda key=key: CODE + key.encode()) == CODE + key.encode()


def unwritable(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    yield tmp_path / "file"  # a file where the folder should be
    yield tmp_path / "file" / "code"  # and where its parent should be
    yield tmp_path / ("long" * 100)  # a name that no disk takes
    if os.name != "posix":
        return  # there a folder is not closed by its mode
    yield Path("/proc/nothing/here")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)  # nobody may write, but for root
    yield closed


def test_where_nothing_can_be_written_code_is_made_anew(tmp_path, monkeypatch):
    for path in unwritable(tmp_path):
        monkeypatch.setenv("RNNLIB_CACHE", str(path))
        for code in (CODE, CODE[1:]):
            found = store.kept("key", lambda code=code: code)
            assert found == code or (path.name == "closed" and os.geteuid() == 0)


def test_a_folder_in_the_place_of_the_file_is_left_alone(folder):
    store.kept("key", lambda: CODE)
    (file,) = folder.iterdir()
    file.unlink()
    file.mkdir()
    assert store.kept("key", lambda: CODE) == CODE and file.is_dir()


def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert store.kept("key", lambda: CODE) == CODE
    assert list(folder.iterdir()) == []


def test_where_the_folder_is(monkeypatch, tmp_path):
    monkeypatch.delenv("RNNLIB_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME" if os.name != "nt" else "LOCALAPPDATA", str(tmp_path))
    assert store.folder() == tmp_path / "rnnlib"
    monkeypatch.setenv("RNNLIB_CACHE", str(tmp_path / "own"))
    assert store.folder() == tmp_path / "own"


def test_the_key_says_source_versions_processor_and_program(monkeypatch):
    asked = []

    def kept(key, make):
        asked.append(key)
        raise KeyError

    monkeypatch.setattr(store, "kept", kept)

    def key(machine=Machine("x86-64", "+sse2"), what="float32 program"):  # noqa: B008
        with pytest.raises(KeyError):
            library._loaded(machine, what, never, (), {})
        return asked[-1]

    assert key() == key()
    others = [key(Machine("haswell", "+sse2")), key(Machine("x86-64", "+sse2,+sse3"))]
    others.append(key(what="float64 program"))
    with monkeypatch.context() as changed:
        changed.setattr(library, "_source", lambda: "another source")
        others.append(key())
    with monkeypatch.context() as changed:
        changed.setattr("llvmlite.__version__", "0.0.1")
        others.append(key())
    with monkeypatch.context() as changed:
        changed.setattr("llvmlite.binding.llvm_version_info", (1, 2, 3))
        others.append(key())
    assert len({key(), *others}) == 7


def started(folder, n):
    env = os.environ | {"RNNLIB_CACHE": str(folder), "RNNLIB_COMPILED": "1"}
    given = {"env": env, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return [subprocess.Popen([sys.executable, "-c", RUN], **given) for _ in range(n)]


def results(processes):
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        yield out


def test_several_processes_that_start_at_once_and_one_that_finds_rubbish(folder):
    assert len(set(results(started(folder, 3)))) == 1
    files = {file: file.read_bytes() for file in folder.iterdir()}
    assert files and all(file.suffix == ".bin" for file in files)  # no part of one is left
    for n, file in enumerate(files):
        file.write_bytes([b"", files[file][:100], b"rubbish" * 99][n % 3])
    (again,) = results(started(folder, 1))
    assert np.frombuffer(bytes.fromhex(again.strip())).shape == (5 * 2 * 4,)
    assert {file: file.read_bytes() for file in folder.iterdir()} == files
