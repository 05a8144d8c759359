import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import first_bit, first_bit_baseline


@settings(deadline=None)
@given(T=st.integers(1, 20), B=st.integers(1, 5), seed=st.integers(0, 99))
def test_the_bit_comes_at_the_first_step_and_never_again(T, B, seed):
    x, target, mask = first_bit(T, B, rng=np.random.default_rng(seed))
    assert x.shape == (T, B, 2) and target.shape == (B,) and mask is None
    for b in range(B):
        assert target[b] in (0, 1)
        assert x[0, b, 1] == (1 if target[b] else -1)
    assert not x[1:, :, 1].any()


def test_the_noise_says_nothing_and_the_bits_are_fair():
    x, bit, _ = first_bit(20, 5000, rng=np.random.default_rng(0))
    noise = x[:, :, 0]
    assert (noise.mean(), noise.std()) == pytest.approx((0, 0.3), abs=0.01)
    assert bit.mean() == pytest.approx(0.5, abs=0.03)
    for step in noise:
        assert abs(np.corrcoef(step, bit)[0, 1]) < 0.07


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = first_bit(20, 3, rng=rng), first_bit(20, 3, rng=rng)
    np.testing.assert_array_equal(first.x, first_bit(20, 3, rng=np.random.default_rng(5)).x)
    assert not np.array_equal(first.x, second.x)


def test_baseline_is_a_fair_guess():
    p = 0.5
    assert first_bit_baseline() == pytest.approx(-p * np.log(p) - (1 - p) * np.log(1 - p))


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"T": 0}, "T: expected an integer of at least 1, got 0"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"rng": 4}, "rng: expected a numpy.random.Generator .* got 4"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        first_bit(**{"T": 8, "B": 2, "rng": np.random.default_rng(0), **change})
