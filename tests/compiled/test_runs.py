"""Compiled runs of every cell are NumPy's, to a few units in the last place."""

import copy
import pickle

import numpy as np
import pytest
from both_ways import compare, drawn, run, taken, weak
from hypothesis import given, settings
from hypothesis import strategies as st
from kinds import CELLS, layer_of
from needs import need

need("llvmlite")

from rnnlib import Bidirectional, GRUCell, LSTMCell, Recurrent, Stacked, compiled  # noqa: E402
from rnnlib.compiled import pool  # noqa: E402

ULPS = 64  # of the largest number; sums over at most 50 products and 9 steps
SIZES = st.sampled_from([1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40])
SEEDS = st.integers(0, 2**16)


@pytest.fixture(autouse=True)
def every_thread_is_worth_it(monkeypatch):
    monkeypatch.setattr(pool, "LEAST", 1)
    before = compiled.threads()
    yield
    compiled.set_threads(before)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", CELLS)
@settings(deadline=None, max_examples=15)
@given(
    T=st.integers(1, 9), B=SIZES, D=SIZES, H=SIZES, symbols=st.booleans(), masked=st.booleans(),
    threads=st.integers(1, 3), seed=SEEDS,
)  # fmt: skip
def test_every_cell(kind, dtype, T, B, D, H, symbols, masked, threads, seed):
    compiled.set_threads(threads)
    rng = np.random.default_rng(seed)
    layer = weak(layer_of(kind, D, H, rng, dtype), rng)
    compare(layer, *drawn(layer, T, B, D, rng, symbols, masked), ULPS)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@settings(deadline=None, max_examples=15)
@given(T=st.integers(1, 6), B=SIZES, masked=st.booleans(), symbols=st.booleans(), seed=SEEDS)
def test_stacks_of_both_directions(dtype, T, B, masked, symbols, seed):
    rng = np.random.default_rng(seed)
    D, H = rng.integers(1, 20, 2)
    pairs = [(kind(n, H, rng=rng, dtype=dtype), kind(n, H, rng=rng, dtype=dtype))
             for kind, n in ((LSTMCell, D), (GRUCell, 2 * H))]  # fmt: skip
    layer = Stacked([Bidirectional(*map(Recurrent, pair)) for pair in pairs])
    weak(layer, rng)
    compare(layer, *drawn(layer, T, B, D, rng, symbols, masked), ULPS)


@pytest.mark.parametrize("kind", CELLS)
@settings(deadline=None, max_examples=8)
@given(cut=st.integers(1, 6), B=SIZES, masked=st.booleans(), symbols=st.booleans(), seed=SEEDS)
def test_a_run_in_two_pieces_is_the_run(kind, cut, B, masked, symbols, seed):
    """The outputs to the last bit, the adjoints but for the order of their sums."""
    rng = np.random.default_rng(seed)
    layer = weak(layer_of(kind, 5, 7, rng), rng)
    (x, state, mask), (dy, dstate) = drawn(layer, 7, B, 5, rng, symbols, masked)
    first, last = slice(0, cut), slice(cut, None)
    with taken():
        whole = run(layer, (x, state, mask), (dy, dstate))
        masks = (None, None) if mask is None else (mask[first], mask[last])
        y0, tape0 = layer.forward(x[first], state, masks[0])
        y1, tape1 = layer.forward(x[last], tape0.final, masks[1])
        dx1, middle, grads1 = layer.backward(tape1, dy[last], dstate)
        dx0, start, grads0 = layer.backward(tape0, dy[first], middle)
    np.testing.assert_array_equal(np.concatenate([y0, y1]), whole["y"])
    found = {f"first.{k}": one for k, one in enumerate(start)}
    found |= {name: grads0[name] + grads1[name] for name in grads0}
    if not symbols:
        found["dx"] = np.concatenate([dx0, dx1])
    for name, one in found.items():
        np.testing.assert_allclose(one, whole[name], rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("checkpoint", [False, True])
def test_copies_of_a_layer_and_its_tape_go_backward(checkpoint):
    rng = np.random.default_rng(0)
    layer = Recurrent(LSTMCell(3, 4, rng=rng))
    y, tape = layer.forward(rng.normal(size=(50, 5, 3)), checkpoint=checkpoint)
    dx = layer.backward(tape, np.ones_like(y))[0]
    y, tape = layer.forward(tape.x, checkpoint=checkpoint)
    for copied in (copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))):
        again, its = copied((layer, tape))
        np.testing.assert_allclose(again.backward(its, np.ones_like(y))[0], dx, rtol=1e-12)
