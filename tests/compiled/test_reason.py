"""Cells of readers are compiled with no line more; what cannot be runs in NumPy, and says why."""

import itertools
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from both_ways import compare
from needs import need
from numpy import multiply, tanh

need("llvmlite")

import rnnlib  # noqa: E402
from rnnlib import Recurrent, VanillaCell, compiled  # noqa: E402

README = Path(rnnlib.__file__).parent.parent / "README.md"
GAIN = 0.5
COUNT = itertools.count()
RNG = np.random.default_rng(0)
THINGS = SimpleNamespace(gain=0.5)


def compare_runs(cell, ulps=16):
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(4, 3, cell.D)), rng.normal(size=(4, 3, cell.H))
    compare(Recurrent(cell), (x.astype(cell.dtype), None, None), (y.astype(cell.dtype), None), ulps)


def made(step, **members):
    """A vanilla cell with another step."""
    members = {"step": staticmethod(step)} | members
    return type("OddCell", (VanillaCell,), members)(3, 4, rng=np.random.default_rng(0))


def forward_both_ways(cell):
    x = np.random.default_rng(2).normal(size=(4, 3, cell.D))
    fast = Recurrent(cell).forward(x)[0]
    with compiled.switched(False):
        slow = Recurrent(cell).forward(x)[0]
    np.testing.assert_allclose(fast, slow, rtol=1e-12, atol=1e-12)


def test_the_cell_of_the_readme_is_compiled():
    (code,) = [c for c in re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)
               if "LogisticCell" in c]  # fmt: skip
    scope = {"__name__": "readme"}
    exec(code.partition("rng =")[0], scope)
    for dtype in (np.float32, np.float64):
        cell = scope["LogisticCell"](3, 4, rng=np.random.default_rng(0), dtype=dtype)
        assert compiled.reason(cell) is None
        compare_runs(cell)


def logarithm(S, xeh, a, h):
    S.dot(xeh, a)
    np.log1p(multiply(a, a), h)


def of_its_shape(S, xeh, a, h):
    S.dot(xeh, a)
    multiply(a, 1 / a.shape[0], h)


def branching(S, xeh, a, h):
    S.dot(xeh, a)
    h[...] = a if (a > 0).all() else 0.5 * a


def reduced(S, xeh, a, h):
    S.dot(xeh, a)
    multiply(a, 1 / (1 + np.add.reduce(multiply(a, a), 0)), h)


def in_parts(S, xeh, a, h):
    S.dot(xeh, a)
    h[:2], h[2:] = tanh(a[:2]), a[2:]


def masked(S, xeh, a, h):
    S.dot(xeh, a)
    h[...] = 0
    tanh(a, h, where=a > 0)


def into_the_matrix(S, xeh, a, h):
    S *= 1
    S.dot(xeh, a)
    tanh(a, h)


def chosen(S, xeh, a, h):
    S.dot(xeh, a)
    h[...] = np.where(a > 0, a, 0.1 * a)


def either(S, xeh, a, h):
    S.dot(xeh, a)
    multiply(a, (a > 0) + (a > -1), h)


def heavy(S, xeh, a, h):
    S.dot(xeh, a)
    for _ in range(10):
        a *= 0.5 * tanh(a)
    h[...] = a


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (logarithm, "it calls log1p"),
        (of_its_shape, "it asks an array for its shape"),
        (branching, "it asks an array for its all"),
        (reduced, "it calls add.reduce"),
        (in_parts, "it takes a part of an array"),
        (masked, "it calls tanh with where"),
        (into_the_matrix, "it writes into the working matrix S"),
        (chosen, "it calls where"),
        (either, "add is called with nothing but comparisons"),
        (heavy, "one number of it takes more than 1000 operations"),
    ],
)
def test_what_cannot_be_recorded_runs_in_numpy_and_says_so(step, why):
    cell = made(step)
    said = compiled.reason(cell)
    assert said == f"OddCell runs in NumPy: its {step.__name__} cannot be recorded: {why}."
    forward_both_ways(cell)


def curved(h, K):
    np.log1p(h * h, K)


def clipped(U, dh, dz, K, dh_, tmp):
    multiply(dh, np.clip(K, 0, 0.5), dz)
    U.dot(dz, tmp)
    dh_ += tmp


@pytest.mark.parametrize(("name", "method"), [("local", curved), ("step_back", clipped)])
def test_the_way_back_may_be_what_cannot_be_recorded(name, method):
    cell = made(VanillaCell.step, **{name: staticmethod(method)})
    assert f"its {method.__name__} cannot be recorded: it calls" in compiled.reason(cell)
    layer, rng = Recurrent(cell), np.random.default_rng(0)
    y, tape = layer.forward(rng.normal(size=(3, 2, 3)))
    fast = layer.backward(tape, dy := rng.normal(size=y.shape))[0]
    with compiled.switched(False):
        np.testing.assert_array_equal(fast, layer.backward(tape, dy)[0])


def random(S, xeh, a, h):
    S.dot(xeh, a)
    tanh(a * RNG.normal(), h)


def counting(S, xeh, a, h):
    S.dot(xeh, a)
    tanh(a * (1 / (1 + next(COUNT))), h)


@pytest.mark.parametrize("step", [random, counting])
def test_a_step_that_is_not_the_same_twice_is_left_to_numpy(step):
    cell = made(step)
    said = compiled.reason(cell)
    assert said == "OddCell runs in NumPy: its methods do not do the same in every call."
    _, tape = Recurrent(cell).forward(np.ones((3, 1, 3)), None)
    ratio = np.arctanh(tape["h"]) / tape["a"]
    assert len(np.unique(ratio.round(9)[..., 0])) == 3  # another number in every step


def with_a_global(S, xeh, a, h):
    S.dot(xeh, a)
    tanh(a * GAIN, h)


def with_a_function(S, xeh, a, h):
    S.dot(xeh, a)
    scaled(a)
    tanh(a, h)


def scaled(a):
    a *= GAIN


def with_an_object(S, xeh, a, h):
    S.dot(xeh, a)
    tanh(a * THINGS.gain, h)


@pytest.mark.parametrize("step", [with_a_global, with_a_function, with_an_object])
def test_what_a_step_reads_from_outside_may_change_between_runs(step, monkeypatch):
    cell = made(step)
    for gain in (0.5, 0.7, 0.5, 3):
        monkeypatch.setattr(sys.modules[__name__], "GAIN", gain)
        monkeypatch.setattr(THINGS, "gain", gain)
        assert compiled.reason(cell) is None
        forward_both_ways(cell)


def test_what_belongs_to_the_cell_or_is_enclosed_may_change_too():
    class Own(VanillaCell):
        gain = 0.5

        def step(self, S, xeh, a, h):
            S.dot(xeh, a)
            tanh(a * self.gain, h)

    gain = 0.5

    def step(S, xeh, a, h):
        S.dot(xeh, a)
        tanh(a * gain, h)

    own, enclosed = Own(3, 4, rng=np.random.default_rng(0)), made(step)
    for gain in (0.5, 0.7, 0.5):
        own.gain = gain
        forward_both_ways(own)
        forward_both_ways(enclosed)
    assert compiled.reason(own) is None is compiled.reason(enclosed)


def test_a_cell_that_is_equal_to_others_is_still_itself():
    class Equal(VanillaCell):
        def __eq__(self, other):
            return True

    for H in (2, 5):
        forward_both_ways(Equal(3, H, rng=np.random.default_rng(0)))


def test_switched_off_is_a_reason_too():
    cell = VanillaCell(3, 4, rng=np.random.default_rng(0))
    assert compiled.reason(cell) is None
    with compiled.switched(False):
        assert compiled.reason(cell).endswith("since compiled loops are switched off.")
    with pytest.raises(ValueError, match="^cell: expected a cell"):
        compiled.reason(Recurrent(cell))
