"""Flip-flop against its definition, step by step, and its baseline against a player of windows."""

import numpy as np
import pytest

from rnnlib.tasks import flip_flop, flip_flop_baseline, last_pulse


@pytest.mark.parametrize("rate", [0.05, 0.5, 1.0, 1])
def test_the_target_is_the_sign_of_the_last_pulse(rate):
    x, target, mask = flip_flop(60, 7, rng=np.random.default_rng(0), rate=rate)
    assert x.shape == (60, 7, 1) and x.dtype == np.float64
    assert target.shape == (60, 7) and mask is None
    assert set(np.unique(x)) <= {-1.0, 0.0, 1.0}
    for b in range(7):
        held = None
        for t in range(60):
            if x[t, b, 0] != 0:
                held = x[t, b, 0]
            assert target[t, b] == (held == 1)


def test_pulses_come_at_the_rate_and_both_ways():
    x = flip_flop(500, 100, rng=np.random.default_rng(0), rate=0.2).x
    assert (x[0] != 0).all()
    assert np.mean(x[1:] != 0) == pytest.approx(0.2, abs=0.01)
    assert np.mean(x) == pytest.approx(0, abs=0.01)


def test_the_same_seed_gives_the_same_batch():
    one, two = (flip_flop(20, 3, rng=np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(one.x, two.x) and np.array_equal(one.target, two.target)


def test_the_last_pulse_is_found():
    x = np.array([[0, 1], [1, 0], [0, 0], [-1, 0]], float)
    assert last_pulse(x).tolist() == [[-1, 0], [1, 0], [1, 0], [3, 0]]
    assert np.array_equal(last_pulse(x[:, :, None]), last_pulse(x))


@pytest.mark.parametrize("k", [1, 4])
def test_the_baseline_is_what_a_window_can_reach(k):
    x, target, _ = flip_flop(3000, 100, rng=np.random.default_rng(1), rate=0.2)
    age = np.arange(3000)[:, None] - last_pulse(x)
    p = np.where(age < k, 1.0, 0.5)  # sure of what it sees, and guessing else
    assert -np.log(p).mean() == pytest.approx(flip_flop_baseline(0.2, k), rel=0.02)
    assert np.mean(target[age >= k]) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("sizes", "options", "message"),
    [
        ((0, 1), {}, "T: expected an integer of at least 1, got 0"),
        ((5, 2.5), {}, "B: expected an integer of at least 1, got 2.5"),
        ((5, 2), {"rate": 0}, "rate: expected a number above 0 and at most 1, got 0"),
        ((5, 2), {"rate": "1"}, "rate: expected a number above 0 and at most 1, got '1'"),
        ((5, 2), {"rng": 3}, "rng: expected"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(sizes, options, message):
    with pytest.raises(ValueError, match=message):
        flip_flop(*sizes, **({"rng": np.random.default_rng(0)} | options))


def test_bad_arguments_of_the_baseline():
    with pytest.raises(ValueError, match="rate: expected"):
        flip_flop_baseline(2)
    with pytest.raises(ValueError, match="k: expected"):
        flip_flop_baseline(0.5, 0)


def test_the_last_pulse_is_asked_of_one_signal():
    x = np.array([[0, 1], [-1, 0], [0, 0]], float)
    steps = [[-1, 0], [1, 0], [1, 0]]
    np.testing.assert_array_equal(last_pulse(x), steps)
    np.testing.assert_array_equal(last_pulse(x[:, :, None]), steps)
    for wrong in (x[0], np.zeros((3, 2, 2)), np.zeros((3, 2, 0))):
        with pytest.raises(ValueError, match=r"^x: expected shape \(T, B\) or \(T, B, 1\), got"):
            last_pulse(wrong)
