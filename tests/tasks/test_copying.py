import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import copying, copying_baseline

SIZES = {"delay": st.integers(1, 20), "K": st.integers(1, 9), "S": st.integers(1, 6)}


@settings(deadline=None)
@given(**SIZES, B=st.integers(1, 5), seed=st.integers(0, 2**32 - 1))
def test_the_symbols_come_back_after_the_delay(delay, K, S, B, seed):
    x, target, mask = copying(delay, B, rng=np.random.default_rng(seed), K=K, S=S)
    blank, signal = K, K + 1
    assert x.shape == target.shape == (delay + 2 * S, B) and mask is None
    assert np.issubdtype(x.dtype, np.integer) and np.issubdtype(target.dtype, np.integer)
    for b in range(B):
        said = list(x[:S, b])
        assert all(0 <= symbol < K for symbol in said)
        assert list(x[:, b]) == said + [blank] * (delay - 1) + [signal] + [blank] * S
        assert list(target[:, b]) == [blank] * (delay + S) + said


def test_every_symbol_is_equally_likely():
    x = copying(3, 4000, rng=np.random.default_rng(0), K=4, S=5).x[:5]
    np.testing.assert_allclose(
        np.bincount(x.ravel(), minlength=6) / x.size, [0.25] * 4 + [0, 0], atol=0.02
    )


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = copying(9, 3, rng=rng), copying(9, 3, rng=rng)
    again = copying(9, 3, rng=np.random.default_rng(5))
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.target, again.target)
    assert not np.array_equal(first.x, second.x)


def test_baseline_is_the_best_answer_that_ignores_the_symbols():
    delay, K, S = 4, 3, 2
    T = delay + 2 * S
    strings = [[K] * (delay + S) + list(s) for s in itertools.product(range(K), repeat=S)]
    share = np.array(
        [[np.mean([s[t] == v for s in strings]) for v in range(K + 2)] for t in range(T)]
    )
    nats = np.mean([-np.log(share[t, s[t]]) for s in strings for t in range(T)])
    assert copying_baseline(delay, K, S) == pytest.approx(nats, rel=1e-12)
    assert copying_baseline(100) == pytest.approx(10 * np.log(8) / 120)  # as the paper writes it


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"delay": 0}, "delay: expected an integer of at least 1, got 0"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"K": 0}, "K: expected an integer of at least 1, got 0"),
        ({"S": -1}, "S: expected an integer of at least 1, got -1"),
        ({"S": "ten"}, "S: expected an integer of at least 1, got 'ten'"),
        ({"rng": None}, "rng: expected a numpy.random.Generator .* got None"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        copying(**{"delay": 5, "B": 2, "rng": np.random.default_rng(0), **change})


def test_bad_input_to_the_baseline():
    with pytest.raises(ValueError, match="^delay: expected an integer of at least 1, got 0"):
        copying_baseline(0)
