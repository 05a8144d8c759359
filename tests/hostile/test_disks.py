"""Kills, full disks and two at once: the old file or the new one, and one sentence."""

import contextlib
import os
import re
import signal
import subprocess
import sys

import numpy as np
import pytest
from experiments.sweeps import COMMAND, GRID, posix, quickly
from needs import need

import rnnlib
from rnnlib.experiments import store, success
from rnnlib.experiments.trial import Outcome
from rnnlib.files import alone, replaced

need("joblib")
need("tqdm")

FIRST = Outcome("adding", 10, "GRU", 0, 0.1, True, False, 700, 0.1, 1.0)
HEADER = {"experiment": "success", "command": "python -m …"}


def params(value):
    return {"W": np.full((40, 50), value), "b": np.full(50, value)}


@contextlib.contextmanager
def room_for(size):
    """No file of this process may grow beyond so many bytes: a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def script(text, *words, cwd):
    return subprocess.run([sys.executable, "-c", text, *words], cwd=cwd, capture_output=True)


KILLED_IN_SAVE = """
import os, signal, sys
import numpy as np
import rnnlib

left = [int(sys.argv[1])]

def stop(act):
    def done(*arguments, **options):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return act(*arguments, **options)
    return done

np.lib.format.write_array = stop(np.lib.format.write_array)
os.fsync, os.replace = stop(os.fsync), stop(os.replace)
rnnlib.save("w.npz", {"W": np.ones((40, 50)), "b": np.ones(50)})
"""


@posix
def test_a_save_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "w.npz"
    rnnlib.save(path, params(0.0))
    old = path.read_bytes()
    for place in range(5):  # header, W, b, forced to the disk, moved
        killed = script(KILLED_IN_SAVE, str(place), cwd=tmp_path)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert path.read_bytes() == old
    whole = script(KILLED_IN_SAVE, "5", cwd=tmp_path)
    assert whole.returncode == 0, whole.stderr
    rnnlib.load(path, found := params(0.0))
    assert (found["W"] == 1).all() and (found["b"] == 1).all()


@posix
@pytest.mark.parametrize("size", [0, 100, 5000, 16_000])
def test_a_full_disk_costs_nothing_that_was_there(size, tmp_path):
    path = tmp_path / "w.npz"
    rnnlib.save(path, params(0.0))
    old = path.read_bytes()
    with room_for(size), pytest.raises(OSError, match=re.escape(str(path))):
        rnnlib.save(path, params(1.0))
    assert path.read_bytes() == old and os.listdir(tmp_path) == ["w.npz"]


@posix
def test_a_full_disk_stops_a_sweep_and_keeps_what_was_done(tmp_path, capfd):
    path = tmp_path / "results.jsonl"
    quickly(path, success.Grid(lengths=(10,), methods=("vanilla",), seeds=(0,)))
    done = store.read(path)[1]
    size = path.stat().st_size
    with room_for(size + 500):  # the header grows, and some trials fit
        code = success.main([str(path), *COMMAND[4:], "--jobs", "1"])
    last = capfd.readouterr().err.splitlines()[-1]
    assert code == 2 and "File too large" in last and str(path) in last
    assert done.items() <= store.read(path)[1].items()
    assert os.listdir(tmp_path) == ["results.jsonl"]
    quickly(path)
    assert list(store.read(path)[1]) == GRID.keys()


def test_a_line_that_does_not_fit_is_completed_by_nobody(tmp_path):
    path = tmp_path / "results.jsonl"
    store.write(path, HEADER, [FIRST])
    with open(path, "ab") as file:
        file.write(store.line(FIRST._replace(seed=1)).encode()[:50])
    assert list(store.read(path)[1].values()) == [FIRST]


def test_two_sweeps_cannot_work_on_one_file(tmp_path):
    path = tmp_path / "results.jsonl"
    with alone(path):
        with pytest.raises(ValueError, match="^path: expected a file that no other process works"):
            quickly(path)
        assert not path.exists()
    quickly(path, success.Grid(lengths=(10,), methods=("vanilla",), seeds=(0,)))
    assert os.listdir(tmp_path) == ["results.jsonl"]


HOLDS = """
import sys, time
from pathlib import Path
from rnnlib.files import alone

with alone("results.jsonl"):
    print("mine", flush=True)
    sys.stdin.read()
"""


@posix
def test_a_lock_ends_with_its_process_even_a_killed_one(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"mine\n"
    second = subprocess.run([*COMMAND, "--jobs", "1"], cwd=tmp_path, capture_output=True, text=True)
    assert second.returncode == 2
    assert second.stderr.startswith("path: expected a file that no other process works on, got ")
    assert not (tmp_path / "results.jsonl").exists()
    holder.kill()
    holder.communicate()
    assert os.listdir(tmp_path) == [".results.jsonl.lock"]
    with alone(tmp_path / "results.jsonl"):
        pass
    assert os.listdir(tmp_path) == []


def test_a_lock_that_its_holder_has_taken_away_is_none(tmp_path, monkeypatch):
    path, opened = tmp_path / "results.jsonl", open

    def open_late(*arguments):
        """The holder lets go, and takes the file away, just after we have opened it."""
        file = opened(*arguments)
        os.unlink(arguments[0])
        return file

    if os.name == "posix":
        monkeypatch.setattr("builtins.open", open_late)
        with pytest.raises(ValueError, match="no other process"), alone(path):
            pass


def test_a_place_that_is_no_file_or_has_no_folder(tmp_path):
    places = (tmp_path, "the folder"), (os.devnull, "the device"), (tmp_path / "no" / "x", "")
    for path, got in places[: 3 if os.name == "posix" else 1]:
        with pytest.raises(ValueError, match=f"^path: expected a file.*, got {got}"):
            with replaced(path):
                pass


def test_a_fault_that_the_system_has_no_number_for_keeps_its_words(tmp_path):
    path, fault = tmp_path / "w.npz", OSError("something of its own")
    with pytest.raises(OSError) as caught, replaced(path):
        raise fault
    assert caught.value is fault and not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", [1, 50, -1])
def test_a_broken_byte_in_a_sweep_is_named_or_harmless(place, tmp_path):
    path = tmp_path / "results.jsonl"
    store.write(path, HEADER, [FIRST])
    content = bytearray(path.read_bytes())
    content[place] = 0xFF
    path.write_bytes(content)
    if place == -1:  # the last line has no end any more
        assert store.read(path) == (HEADER, {})
    else:
        with pytest.raises(ValueError, match="results.jsonl, line 1: expected JSON, got"):
            store.read(path)


@pytest.mark.parametrize(
    "change",
    [{"T": "long"}, {"seed": [1]}, {"solved": "yes"}, {"error": None}, {"lr": True}, {"task": 3}],
)
def test_an_outcome_of_other_types_is_none(change, tmp_path):
    path = tmp_path / "results.jsonl"
    store.write(path, HEADER, [])
    with open(path, "a", encoding="utf-8") as file:
        file.write(store.json.dumps(FIRST._asdict() | change) + "\n")
    with pytest.raises(ValueError, match="results.jsonl, line 2: expected an outcome, got"):
        store.read(path)
