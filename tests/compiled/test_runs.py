"""Compiled runs of every cell are NumPy's, to a few units in the last place."""

import sys

import numpy as np
import pytest
from both_ways import compare
from hypothesis import given, settings
from hypothesis import strategies as st
from kinds import CELLS, layer_of, random_mask
from needs import need

need("llvmlite")

from rnnlib import compiled  # noqa: E402

ULPS = 64  # of the largest number; sums over at most 50 products and 9 steps
SIZES = st.sampled_from([1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40])
SEEDS = st.integers(0, 2**16)


def drawn(layer, T, B, D, rng, symbols=False, masked=False):
    """Input of a run and adjoints of what comes, as `compare` wants them."""
    kind = layer.dtype
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D)).astype(kind)
    mask = random_mask(T, B, rng) if masked else None
    final = layer.forward(x, None, mask)[1].final
    state, dstate = (_like(final, rng) for _ in range(2))
    dy = rng.normal(size=(T, B, layer.output_size)).astype(kind)
    return (x, state, mask), (dy, dstate)


def _like(final, rng):
    if isinstance(final, tuple):
        return tuple(_like(one, rng) for one in final)
    return rng.normal(size=final.shape).astype(final.dtype)


def weak(layer, rng):
    """So that rounding does not grow from step to step."""
    for p in layer.params.values():
        p[...] = rng.normal(scale=1 / np.sqrt(1 + p.shape[0]), size=p.shape)
    return layer


@pytest.fixture(autouse=True)
def every_thread_is_worth_it(monkeypatch):
    monkeypatch.setattr(sys.modules["rnnlib.compiled.threads"], "LEAST", 1)
    before = compiled.threads()
    yield
    compiled.set_threads(before)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", CELLS)
@settings(deadline=None, max_examples=25)
@given(
    T=st.integers(1, 9), B=SIZES, D=SIZES, H=SIZES, symbols=st.booleans(), masked=st.booleans(),
    threads=st.integers(1, 3), seed=SEEDS,
)  # fmt: skip
def test_every_cell(kind, dtype, T, B, D, H, symbols, masked, threads, seed):
    compiled.set_threads(threads)
    rng = np.random.default_rng(seed)
    layer = weak(layer_of(kind, D, H, rng, dtype), rng)
    compare(layer, *drawn(layer, T, B, D, rng, symbols, masked), ULPS)
