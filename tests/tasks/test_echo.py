import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import echo, echo_baseline


@settings(deadline=None)
@given(k=st.integers(1, 10), more=st.integers(1, 20), B=st.integers(1, 5), seed=st.integers(0, 99))
def test_every_bit_comes_back_k_steps_later(k, more, B, seed):
    T = k + more
    x, target, mask = echo(T, B, rng=np.random.default_rng(seed), k=k)
    assert x.shape == target.shape == (T, B) and mask is None
    for t in range(T):
        for b in range(B):
            assert x[t, b] in (0, 1)
            assert target[t, b] == (x[t - k, b] if t >= k else 0)


def test_bits_are_fair():
    assert echo(100, 100, rng=np.random.default_rng(0)).x.mean() == pytest.approx(0.5, abs=0.02)


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = echo(20, 3, rng=rng), echo(20, 3, rng=rng)
    np.testing.assert_array_equal(first.x, echo(20, 3, rng=np.random.default_rng(5)).x)
    assert not np.array_equal(first.x, second.x)


def test_baseline_is_the_best_answer_that_ignores_the_bits():
    T, k = 6, 2
    answers = [(0,) * k + bits[: T - k] for bits in itertools.product((0, 1), repeat=T)]
    nats = 0.0
    for t in range(T):
        for bit in (0, 1):
            p = np.mean([answer[t] == bit for answer in answers])
            nats -= p * np.log(p) / T if p else 0.0
    assert echo_baseline(T, k) == pytest.approx(nats, rel=1e-12)


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"T": 1}, "T: expected an integer of at least 2, got 1"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"k": 0}, "k: expected an integer of at least 1, got 0"),
        ({"k": 8}, "k: expected less than T = 8, got 8"),
        ({"rng": "seed"}, "rng: expected a numpy.random.Generator .* got 'seed'"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        echo(**{"T": 8, "B": 2, "rng": np.random.default_rng(0), **change})


def test_bad_input_to_the_baseline():
    with pytest.raises(ValueError, match="^k: expected less than T = 3, got 3"):
        echo_baseline(3, 3)
