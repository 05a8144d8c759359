"""Pictures as whole numbers."""

import numpy as np
import pytest

from rnnlib.tasks import (
    digit_levels,
    digit_pictures,
    digit_pixels,
    learned_and_held_out,
    ramps,
    ramps_floor,
)


def test_levels_are_those_of_the_data():
    grey, _ = digit_pictures()
    np.testing.assert_array_equal(digit_levels(17), grey * 16)
    np.testing.assert_array_equal(digit_levels(2), grey >= 0.5)
    assert set(np.unique(digit_levels(17))) == set(range(17))
    for K in (2, 17):
        ours, others = learned_and_held_out(K)
        assert ours.shape == (1400, 8, 8) and others.shape == (397, 8, 8)
        with pytest.raises(ValueError, match="read-only"):
            ours[0] = 0


def test_batches_come_from_the_right_side():
    sides = [{p.tobytes() for p in side} for side in learned_and_held_out()]
    for held_out in (False, True):
        batch = digit_pixels(50, rng=np.random.default_rng(1), held_out=held_out)
        assert batch.x is batch.target and batch.mask is None
        assert all(p.tobytes() in sides[held_out] for p in batch.x)


def test_ramps_are_planes_and_noise():
    x = ramps(300, rng=np.random.default_rng(0)).x
    assert x.shape == (300, 6, 6) and x.min() >= 0 and x.max() <= 255
    A = np.stack([np.ones(36), *np.mgrid[:6, :6].reshape(2, 36)], 1)
    plane, *_ = np.linalg.lstsq(A, x.reshape(300, 36).T, rcond=None)
    rest = x.reshape(300, 36).T - A @ plane
    assert np.abs(rest).max() < 5
    assert rest.std() == pytest.approx(np.sqrt(2), rel=0.06)  # of −2 … 2, all equally likely
    assert np.abs(plane[1:]).max() == pytest.approx(12, abs=0.8)
    assert ramps_floor() == np.log(5)


def test_wrong_input_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="K: expected 2 or 17, got 3"):
        digit_levels(3)
    with pytest.raises(ValueError, match="R, C: expected a picture small enough"):
        ramps(5, 40, 40, rng=np.random.default_rng(0))
