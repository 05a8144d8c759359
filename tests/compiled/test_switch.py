"""Compiled loops on and off, and the number of threads."""

import os
import subprocess
import sys

import pytest

from rnnlib import compiled
from rnnlib.compiled import switch

PROCESSORS = len(getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count()))(0))


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch):
    monkeypatch.setattr(switch, "_STATE", dict(switch._STATE))


def test_off_and_on_and_back_also_after_an_error():
    before = compiled.on()
    with compiled.switched(False):
        assert not compiled.on()
        with compiled.switched(True):
            assert compiled.on() == switch.there()
        assert not compiled.on()
    with pytest.raises(KeyError), compiled.switched(not before):
        raise KeyError
    assert compiled.on() == before


def said(code, **env):
    env = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")} | env
    env.pop("RNNLIB_COMPILED", None) if "RNNLIB_COMPILED" not in env else None
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(("value", "expected"), [("0", "False"), ("1", "True")])
def test_the_environment_switches_them_off(value, expected):
    asks = "from rnnlib.compiled import switch; print(switch._STATE['on'])"
    assert said(asks, RNNLIB_COMPILED=value) == expected


MISSING = """
import sys
sys.modules["llvmlite"] = None
import numpy as np
import rnnlib
from rnnlib import compiled
assert not compiled.on()
layer = rnnlib.Recurrent(rnnlib.LSTMCell(2, 3, rng=np.random.default_rng(0)))
y, tape = layer.forward(np.ones((2, 1, 2)))
layer.backward(tape, y)
print(compiled.reason(layer.cell))
"""


def test_without_llvmlite_numpy_runs_and_says_so():
    assert said(MISSING) == "LSTMCell runs in NumPy, since llvmlite is not installed."


def test_llvm_is_not_loaded_before_the_first_run():
    asks = "import sys, rnnlib.compiled; print('llvmlite' in sys.modules)"
    assert said(asks, RNNLIB_COMPILED="0") == "False"


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"OPENBLAS_NUM_THREADS": "3"}, 3),
        ({"OMP_NUM_THREADS": "5"}, 5),
        ({"OPENBLAS_NUM_THREADS": "3", "OMP_NUM_THREADS": "5"}, 3),
        ({"OPENBLAS_NUM_THREADS": "0", "OMP_NUM_THREADS": "2"}, 2),
        ({}, PROCESSORS),
        ({"OMP_NUM_THREADS": "2,1"}, PROCESSORS),
    ],
)
def test_as_many_threads_as_blas_would_take(env, expected, monkeypatch):
    switch._STATE["threads"] = None
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, env.get(name, ""))
    assert compiled.threads() == expected


def test_set_threads():
    compiled.set_threads(3)
    assert compiled.threads() == 3
    for wrong in (0, -1, 1.5, None, "2", True):
        with pytest.raises(ValueError, match="^n: expected a number of threads, at least 1"):
            compiled.set_threads(wrong)
    assert compiled.threads() == 3
