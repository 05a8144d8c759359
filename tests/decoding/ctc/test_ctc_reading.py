"""Best path and prefix search against all paths, one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from losses.ctc.brute import collapse as collapsed
from losses.ctc.brute import every_path

from rnnlib.decoding.ctc import best_path, collapse, prefix_beam
from rnnlib.losses.ctc import ctc_loss
from rnnlib.ops import softmax

paths = st.lists(st.integers(0, 3), max_size=12)


@given(paths, st.integers(0, 3))
def test_collapse(path, blank):
    assert tuple(collapse(np.array(path, int), blank)) == collapsed(path, blank)


def logits_of(seed, T=5, B=1, K=3):
    return np.random.default_rng(seed).normal(size=(T, B, K)) * 1.5


def all_readings(logits, blank=0):
    """{symbols: p(l | x)}"""
    found = {}
    for path, p in every_path(softmax(logits)[:, 0], blank):
        symbols = collapsed(path, blank)
        found[symbols] = found.get(symbols, 0) + p
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("blank", [0, 2])
def test_a_beam_that_drops_nothing_is_exact(seed, blank):
    logits = logits_of(seed)
    truth = all_readings(logits, blank)
    (found,) = prefix_beam(logits, beam=1000, blank=blank)
    last = {prefix.symbols: np.exp(prefix.log_p) for prefix in found.steps[-1]}
    assert {symbols: pytest.approx(p, rel=1e-10) for symbols, p in truth.items()} == last
    assert tuple(found.symbols) == max(truth, key=truth.get)
    assert np.exp(found.log_p) == pytest.approx(max(truth.values()))


@pytest.mark.parametrize("seed", range(8))
def test_the_best_path_is_the_likeliest_of_all(seed):
    logits = logits_of(seed)
    path, p = max(every_path(softmax(logits)[:, 0], 0), key=lambda pair: pair[1])
    (found,) = best_path(logits)
    assert tuple(found.path) == path and np.exp(found.log_p) == pytest.approx(p)
    assert tuple(found.symbols) == collapsed(path, 0)


def test_where_the_two_differ():
    """Graves' example: blanks are likeliest at every step, and yet something was said."""
    y = np.array([[0.6, 0.4], [0.6, 0.4]])
    logits = np.log(y)[:, None]
    (greedy,), (searched,) = best_path(logits), prefix_beam(logits)
    assert greedy.symbols.tolist() == [] and np.exp(greedy.log_p) == pytest.approx(0.36)
    assert searched.symbols.tolist() == [1] and np.exp(searched.log_p) == pytest.approx(0.64)


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(deadline=None, max_examples=25)
def test_what_is_found_is_never_likelier_than_it_is(seed, beam):
    logits = logits_of(seed, T=12, K=4)
    (found,) = prefix_beam(logits, beam=beam)
    exact = -ctc_loss(logits, [found.symbols])[0]
    assert found.log_p <= exact + 1e-9
    assert all(len(kept) <= beam for kept in found.steps) and len(found.steps) == 12
    assert len({prefix.symbols for prefix in found.steps[-1]}) == len(found.steps[-1])


def test_batched_is_one_by_one():
    logits, lengths = logits_of(5, T=9, B=4, K=4), np.array([9, 4, 1, 7])
    mask = np.arange(9)[:, None] < lengths
    for read in (best_path, prefix_beam):
        for b, found in enumerate(read(logits, mask)):
            (alone,) = read(logits[: lengths[b], b : b + 1])
            assert found.symbols.tolist() == alone.symbols.tolist()
            assert found.log_p == pytest.approx(alone.log_p)


Z = np.zeros((4, 2, 3))


@pytest.mark.parametrize("read", [best_path, prefix_beam])
@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((Z[0],), {}, r"logits: expected an array \(T, B, K\), got shape"),
        ((Z.astype(int),), {}, "logits: expected floats"),
        ((Z, np.ones((3, 2), bool)), {}, r"mask: expected bool of shape \(4, 2\)"),
        ((Z, np.zeros((4, 2), bool)), {}, "mask: expected a real step in every sequence"),
        ((Z * np.nan,), {}, "logits: expected numbers, .*, got NaN or ∞"),
        ((Z, np.arange(8).reshape(4, 2) != 2), {}, "mask: expected real steps first"),
        ((Z,), {"blank": 3}, "blank: expected a symbol from 0 to 2, got 3"),
    ],
)
def test_wrong_input(read, arguments, options, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        read(*arguments, **options)


def test_wrong_beam():
    with pytest.raises(ValueError, match="^beam: expected a number of prefixes to keep, at least"):
        prefix_beam(Z, beam=0)


@pytest.mark.parametrize("path", ["abc", [[1, 2]], [1.5]])
def test_wrong_path(path):
    with pytest.raises(ValueError, match="^path: expected"):
        collapse(path)
    assert collapse([]).tolist() == []


@pytest.mark.parametrize("read", [best_path, prefix_beam])
def test_padding_may_hold_anything(read):
    logits = np.random.default_rng(0).normal(size=(4, 1, 3))
    mask = np.arange(4)[:, None] < 3
    padded = np.where(mask[..., None], logits, np.nan)
    (one,), (other,) = read(padded, mask), read(logits[:3])
    assert repr(one) == repr(other)
