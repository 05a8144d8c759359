import numpy as np
import pytest

from rnnlib.tasks import parity, parity_baseline


def test_the_lamp_is_lit_after_an_odd_number_of_presses():
    x, target, mask = parity(20, 7, rng=np.random.default_rng(0))
    assert x.shape == target.shape == (20, 7) and mask is None
    for t, b in np.ndindex(x.shape):
        assert x[t, b] in (0, 1)
        assert target[t, b] == (list(x[: t + 1, b]).count(1) % 2 == 1)


def test_presses_and_answers_are_fair():
    batch = parity(100, 100, rng=np.random.default_rng(1))
    assert batch.x.mean() == pytest.approx(0.5, abs=0.02)
    assert batch.target.mean() == pytest.approx(0.5, abs=0.02)
    assert parity_baseline() == np.log(2)


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = parity(20, 3, rng=rng), parity(20, 3, rng=rng)
    np.testing.assert_array_equal(first.x, parity(20, 3, rng=np.random.default_rng(5)).x)
    assert not np.array_equal(first.x, second.x)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"T": 0}, "T: expected an integer of at least 1, got 0"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"rng": "seed"}, "rng: expected a numpy.random.Generator .* got 'seed'"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        parity(**{"T": 8, "B": 2, "rng": np.random.default_rng(0), **change})
