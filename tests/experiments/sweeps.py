"""A sweep of tiny networks."""

import os
import sys

import pytest

from rnnlib.experiments import success

GRID = success.Grid(lengths=(10,), methods=("vanilla", "omega", "GRU"), seeds=(0, 1))


QUICK = {"H": 8, "B": 8, "updates": 20, "every": 10, "sequences": 50}


COMMAND = [
    *(sys.executable, "-m", "rnnlib.experiments.success", "results.jsonl"),
    *GRID.options(),
    *(word for name, value in QUICK.items() for word in (f"--{name}", str(value))),
]


def quickly(path, grid=GRID, **options):
    """A sweep of tiny networks in this process, unless said otherwise."""
    return success.sweep(path, grid, **{"jobs": 1, "progress": False} | QUICK | options)


KILLED_WHILE_WRITING = """
import os, signal, sys
from rnnlib.experiments import store, success

def append(path, outcome, whole=store.append, left=[int(sys.argv.pop(1))]):
    if left[0] == 0:
        with open(path, "a") as file:
            file.write(store.line(outcome)[:40])
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    whole(path, outcome)

store.append = append
success.main(sys.argv[1:])
"""

KILLED_WHILE_REWRITING = """
import os, signal, sys
from rnnlib.experiments import success

def replace(*paths, whole=os.replace, left=[int(sys.argv.pop(1))]):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    whole(*paths)

os.replace = replace
success.main(sys.argv[1:])
"""


WAITS_AFTER_ITS_FIRST_TRIAL = """
import sys
from rnnlib.experiments import store, success

def append(path, outcome, whole=store.append):
    whole(path, outcome)
    print("done", flush=True)
    sys.stdin.readline()

store.append = append
sys.exit(success.main(sys.argv[1:]))
"""


posix = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs SIGKILL")


def lines(path):
    return path.read_bytes().count(b"\n")
