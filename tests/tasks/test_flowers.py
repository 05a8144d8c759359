import numpy as np
import pytest

from rnnlib.tasks import flowers
from rnnlib.tasks.flowers import DEEP, PETALS, ROUND, beside


def test_every_point_lies_on_its_flower_and_the_pen_goes_round():
    x, y, mask = flowers(2 * ROUND, 30, rng=np.random.default_rng(0))
    assert x.shape == (2 * ROUND, 30, 3) and y.shape == (2 * ROUND, 30, 2)
    assert not mask[0].any() and mask[1:].all()
    assert (x.sum(-1) == 1).all() and (x == x[0]).all()
    k = np.array(PETALS)[x[0].argmax(-1)]
    angle = np.arctan2(y[..., 1], y[..., 0])
    radius = np.where(k == 0, 1, 1 + DEEP * np.cos(k * angle))
    np.testing.assert_allclose(np.hypot(*np.moveaxis(y, -1, 0)), radius, rtol=1e-9)
    turn = np.angle(np.exp(1j * np.diff(angle, axis=0)))
    np.testing.assert_allclose(turn, 2 * np.pi / ROUND, rtol=1e-9)
    np.testing.assert_allclose(y[:ROUND], y[ROUND:], atol=1e-12)


def test_beside_is_how_far_inwards_or_outwards():
    x, y, _ = flowers(20, 9, rng=np.random.default_rng(1))
    which = x[0].argmax(-1)
    np.testing.assert_allclose(beside(y, which), 0, atol=1e-12)
    far = beside(1.1 * y, which)
    np.testing.assert_allclose(far, 0.1 * np.hypot(y[..., 0], y[..., 1]), rtol=1e-9)


def test_seeds_and_bad_input():
    one, two = (flowers(5, 4, rng=np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(one.target, two.target)
    with pytest.raises(ValueError, match="T: expected an integer of at least 2, got 1"):
        flowers(1, 4, rng=np.random.default_rng(0))
