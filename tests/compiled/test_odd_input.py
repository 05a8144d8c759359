"""Numbers that are none, arrays that lie oddly, and what callers keep and copy."""

import copy
import gc
import pickle
from weakref import ref

import numpy as np
import pytest
from both_ways import compare, drawn, run, taken, weak
from kinds import CELLS, layer_of
from needs import need

need("llvmlite")

from rnnlib import GRUCell, LSTMCell, VanillaCell  # noqa: E402

HUGE = 2**20  # units in the last place, where sums of huge numbers cancel


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30, 1e-40, 0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", CELLS)
def test_nan_and_infinity_and_what_is_huge_or_tiny(kind, dtype, bad):
    """One such number anywhere, in x, the state, a weight or an adjoint: in the same places. (Its
    square is ∞ in float32; it is not so large that the order of a sum would decide on that.)"""
    rng = np.random.default_rng(0)
    for where in range(4):
        for B in (1, 3, 17):
            layer = weak(layer_of(kind, 3, 4, rng, dtype), rng)
            given_, (dy, dstate) = drawn(layer, 4, B, 3, rng, masked=B > 1)
            x, state, mask = given_
            array = (x, state[-1], layer.params["U"], dy)[where]
            array[tuple(rng.integers(n) for n in array.shape)] = bad
            if mask is not None:
                mask[0, 0] = mask[1:, 1] = False
            compare(layer, (x, state, mask), (dy, dstate), HUGE)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_padding_may_hold_anything(dtype):
    rng = np.random.default_rng(0)
    layer = layer_of(LSTMCell, 3, 4, rng, dtype)
    (x, state, mask), adjoints = drawn(layer, 6, 9, 3, rng, masked=True)
    with taken():
        expected = run(layer, (x, state, mask), adjoints)
        x[~mask] = rng.choice([np.nan, np.inf, -np.inf], x[~mask].shape)
        found = run(layer, (x, state, mask), adjoints)
    for name, one in expected.items():
        np.testing.assert_array_equal(found[name], one, name)


def odd_views(array):
    """The same numbers in every way that they may lie in memory."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    yield wide[..., ::2]
    yield np.asfortranarray(array)
    yield array[::-1].copy()[::-1]
    yield array.astype(array.dtype.newbyteorder())
    raw = np.zeros(array.nbytes + 1, np.uint8)[1:].view(array.dtype).reshape(array.shape)
    raw[...] = array
    yield raw  # not where a number of this kind should begin
    locked = array.copy()
    locked.flags.writeable = False
    yield locked
    yield array.tolist()


@pytest.mark.parametrize("B", [1, 5, 17])
def test_arrays_may_lie_in_memory_as_they_like(B):
    rng = np.random.default_rng(0)
    layer = layer_of(VanillaCell, 3, 4, rng)
    (x, state, _), (dy, dstate) = drawn(layer, 6, B, 3, rng)
    expected = run(layer, (x, state, None), (dy, dstate))
    for x_, h, dy_, dh in zip(*map(odd_views, (x, state[0], dy, dstate[0])), strict=True):
        with taken():
            found = run(layer, (x_, (h,), None), (dy_, (dh,)))
        for name, one in expected.items():
            np.testing.assert_array_equal(found[name], one, name)


def test_nothing_that_a_caller_holds_changes():
    rng = np.random.default_rng(0)
    layer = layer_of(LSTMCell, 3, 4, rng)
    first, second = (drawn(layer, 5, 9, 3, rng) for _ in range(2))
    with taken():
        y, tape = layer.forward(*first[0])
        layer.backward(tape, *first[1])
        held = [y, tape["f"], tape.final[1], tape.back["z_i"], tape.x]
        before = [array.copy() for array in held]
        run(layer, *second)
    for array, was in zip(held, before, strict=True):
        np.testing.assert_array_equal(array, was)
        assert not array.flags.writeable


def test_copies_of_a_layer_run_on_their_own():
    rng = np.random.default_rng(0)
    layer = layer_of(GRUCell, 3, 4, rng)
    (x, state, _), (dy, dstate) = drawn(layer, 5, 9, 3, rng)
    y, tape = layer.forward(x, state)
    for other in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        with taken():
            np.testing.assert_array_equal(other.forward(x, state)[0], y)
            other.params["b"] += 1
            assert not np.array_equal(other.forward(x, state)[0], y)
            np.testing.assert_array_equal(layer.forward(x, state)[0], y)
    kept = ref(tape), ref(layer.cell)
    del tape, layer
    gc.collect()
    assert [one() for one in kept] == [None, None]
