import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import foretell, foretell_baseline


@settings(deadline=None)
@given(
    T=st.integers(2, 20),
    B=st.integers(1, 4),
    seed=st.integers(0, 99),
    data=st.data(),
)
def test_every_bit_is_asked_for_k_steps_before_it_comes_or_later_by_the_delay(T, B, seed, data):
    k, delay = (data.draw(st.integers(low, T - 1)) for low in (1, 0))
    x, target, mask = foretell(T, B, rng=np.random.default_rng(seed), k=k, delay=delay)
    assert x.shape == target.shape == (T, B) and mask is None
    for t in range(T):
        asked = 0 <= t - delay < T - k
        np.testing.assert_array_equal(target[t], x[t - delay + k] if asked else 0)


def test_it_is_the_echo_read_from_the_end():
    x, target, _ = foretell(9, 3, rng=np.random.default_rng(0), k=2)
    np.testing.assert_array_equal(target[::-1][2:], x[::-1][:-2])
    assert not target[::-1][:2].any()


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = foretell(20, 3, rng=rng), foretell(20, 3, rng=rng)
    np.testing.assert_array_equal(first.x, foretell(20, 3, rng=np.random.default_rng(5)).x)
    assert not np.array_equal(first.x, second.x)


@pytest.mark.parametrize(("k", "delay"), [(2, 0), (2, 1), (3, 2), (2, 4)])
def test_the_baseline_is_the_best_answer_that_ignores_the_bits(k, delay):
    T = 6
    answers = []
    for bits in itertools.product((0, 1), repeat=T):
        answers.append([bits[t - delay + k] if 0 <= t - delay < T - k else 0 for t in range(T)])
    nats = 0.0
    for column in np.array(answers).T:
        for p in (column.mean(), 1 - column.mean()):
            nats -= p * np.log(p) / T if p else 0.0
    assert foretell_baseline(T, k, delay) == pytest.approx(nats, rel=1e-12)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"T": 1}, "T: expected an integer of at least 2, got 1"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"k": 0}, "k: expected an integer of at least 1, got 0"),
        ({"k": 8}, "k: expected less than T = 8, got 8"),
        ({"delay": -1}, "delay: expected an integer of at least 0, got -1"),
        ({"delay": 8}, "delay: expected less than T = 8, got 8"),
        ({"rng": "seed"}, "rng: expected a numpy.random.Generator .* got 'seed'"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        foretell(**{"T": 8, "B": 2, "rng": np.random.default_rng(0), **change})


def test_bad_input_to_the_baseline():
    with pytest.raises(ValueError, match="^k: expected less than T = 3, got 3"):
        foretell_baseline(3, 3)
