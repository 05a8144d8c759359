import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import two_sides, two_sides_baseline


@settings(deadline=None)
@given(k=st.integers(1, 4), more=st.integers(1, 12), B=st.integers(1, 4), seed=st.integers(0, 99))
def test_the_answer_is_whether_the_two_bits_differ(k, more, B, seed):
    T = 2 * k + more
    x, target, mask = two_sides(T, B, rng=np.random.default_rng(seed), k=k)
    assert x.shape == target.shape == (T, B) and mask is None
    for t in range(T):
        before = x[t - k] if t >= k else 0 * x[t]
        after = x[t + k] if t + k < T else 0 * x[t]
        np.testing.assert_array_equal(target[t], before != after)


def test_neither_bit_says_anything_about_the_answer_and_both_say_all():
    x, target, _ = two_sides(200, 200, rng=np.random.default_rng(0))
    inner = target[1:-1]
    for bit in (x[:-2], x[2:]):
        for value in (0, 1):
            assert inner[bit == value].mean() == pytest.approx(0.5, abs=0.02)


def test_no_sum_of_what_the_two_sides_say_beats_the_baseline():
    """The best f(past) + g(future), found on a grid, for the four pairs of bits."""
    scores = np.linspace(-3, 3, 25)
    f0, f1, g0, g1 = np.meshgrid(*[scores] * 4, indexing="ij", sparse=True)
    loss = sum(
        np.log1p(np.exp(-sign * (f + g))) / 4
        for f, g, sign in ((f0, g0, -1), (f0, g1, 1), (f1, g0, 1), (f1, g1, -1))
    )
    assert loss.min() == pytest.approx(np.log(2), rel=1e-12)
    assert two_sides_baseline(20, 1) == pytest.approx(18 / 20 * np.log(2))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"T": 2}, "T: expected an integer of at least 3, got 2"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"k": 0}, "k: expected an integer of at least 1, got 0"),
        ({"k": 4}, "k: expected less than half of T = 8, got 4"),
        ({"rng": "seed"}, "rng: expected a numpy.random.Generator .* got 'seed'"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        two_sides(**{"T": 8, "B": 2, "rng": np.random.default_rng(0), **change})
