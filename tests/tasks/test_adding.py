import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import adding, adding_baseline


@settings(deadline=None)
@given(T=st.integers(2, 40), B=st.integers(1, 6), seed=st.integers(0, 2**32 - 1))
def test_target_is_the_sum_of_the_two_marked_numbers(T, B, seed):
    x, target, mask = adding(T, B, rng=np.random.default_rng(seed))
    assert x.shape == (T, B, 2) and target.shape == (B, 1) and mask is None
    for b in range(B):
        marked = [t for t in range(T) if x[t, b, 1] == 1]
        assert len(marked) == 2 and sum(x[t, b, 1] for t in range(T)) == 2
        assert marked[0] < T // 2 <= marked[1]
        assert target[b, 0] == x[marked[0], b, 0] + x[marked[1], b, 0]
    assert np.all((0 <= x[:, :, 0]) & (x[:, :, 0] <= 1))


def test_every_permitted_step_gets_marked_and_none_is_preferred():
    x = adding(7, 7000, rng=np.random.default_rng(0)).x
    share = x[:, :, 1].mean(axis=1)
    np.testing.assert_allclose(share, [1 / 3] * 3 + [1 / 4] * 4, atol=0.02)


def test_dtype_is_kept():
    for dtype in (np.float32, np.float64):
        x, target, _ = adding(9, 3, rng=np.random.default_rng(0), dtype=dtype)
        assert x.dtype == target.dtype == dtype


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = adding(9, 3, rng=rng), adding(9, 3, rng=rng)
    again = adding(9, 3, rng=np.random.default_rng(5))
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.target, again.target)
    assert not np.array_equal(first.x, second.x)


def test_baseline_is_half_the_variance_of_the_sum():
    middle = (np.arange(400) + 0.5) / 400  # midpoint rule over the unit square
    total = middle[:, None] + middle

    def loss(answer):
        return 0.5 * np.mean((answer - total) ** 2)

    assert adding_baseline() == pytest.approx(loss(1.0), abs=1e-5)
    assert all(loss(1.0) < loss(answer) for answer in (0.9, 0.99, 1.01, 1.1))
    target = adding(20, 50_000, rng=np.random.default_rng(0)).target
    assert 0.5 * np.mean((1 - target) ** 2) == pytest.approx(adding_baseline(), rel=0.02)


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"T": 1}, "T: expected an integer of at least 2, got 1"),
        ({"T": 3.0}, "T: expected an integer of at least 2, got 3.0"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"B": -4}, "B: expected an integer of at least 1, got -4"),
        ({"B": True}, "B: expected an integer of at least 1, got True"),
        ({"rng": 0}, "rng: expected a numpy.random.Generator .* got 0"),
        ({"rng": np.random.RandomState(0)}, "rng: expected a numpy.random.Generator .* got Rand"),
        ({"dtype": np.int64}, "dtype: expected a floating-point type, got .*int64"),
        ({"dtype": "number"}, "dtype: expected a floating-point type, got 'number'"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        adding(**{"T": 5, "B": 2, "rng": np.random.default_rng(0), **change})
