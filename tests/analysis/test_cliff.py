"""The error surface of one unit: by hand, by central differences; descent with and without clip."""

import numpy as np
import pytest

from rnnlib.analysis import descend, error_surface

W, B = np.array([-0.5, 0.9, 1.6]), np.array([-0.3, 0.0, 0.2, 1.0])


def error(w, b, steps):
    h = 0.5
    for _ in range(steps):
        h = np.tanh(w * h + b)
    return (h - 0.7) ** 2 / 2


@pytest.mark.parametrize("steps", [1, 8])
def test_the_surface_and_its_slopes(steps):
    L, dw, db = error_surface(W, B, steps=steps)
    eps = 1e-6
    for i, w in enumerate(W):
        for j, b in enumerate(B):
            assert L[i, j] == pytest.approx(error(w, b, steps), rel=1e-12)
            slope = (error(w + eps, b, steps) - error(w - eps, b, steps)) / (2 * eps)
            assert dw[i, j] == pytest.approx(slope, abs=1e-7)
            slope = (error(w, b + eps, steps) - error(w, b - eps, steps)) / (2 * eps)
            assert db[i, j] == pytest.approx(slope, abs=1e-7)


def test_descent_takes_the_steps_it_should():
    way = descend(0.9, 0.2, lr=0.3, updates=3, steps=8)
    assert way.shape == (4, 2) and tuple(way[0]) == (0.9, 0.2)
    for here, there in zip(way, way[1:], strict=False):
        _, dw, db = error_surface(here[:1], here[1:], steps=8)
        np.testing.assert_allclose(there, here - 0.3 * np.array([dw.item(), db.item()]))


def test_clipping_shortens_every_step_to_the_threshold():
    free = descend(1.3, -0.2, lr=0.2, updates=3, steps=20)
    tame = descend(1.3, -0.2, lr=0.2, updates=3, clip=0.1, steps=20)
    first, first_tame = free[1] - free[0], tame[1] - tame[0]
    assert np.linalg.norm(np.diff(tame, axis=0), axis=1).max() <= 0.2 * 0.1 * (1 + 1e-12)
    np.testing.assert_allclose(first_tame, first * 0.02 / np.linalg.norm(first))


def test_a_step_off_the_cliff():
    free = descend(1.8, -0.1, lr=0.2, updates=40, steps=20)
    tame = descend(1.8, -0.1, lr=0.2, updates=40, clip=0.1, steps=20)
    assert np.linalg.norm(np.diff(free, axis=0), axis=1).max() > 1
    assert np.linalg.norm(np.diff(tame, axis=0), axis=1).max() < 0.021


def test_bad_input():
    for wrong in (np.zeros((2, 2)), [], [np.nan]):
        with pytest.raises(ValueError, match="w: expected a row of finite numbers, got shape"):
            error_surface(wrong, B)
    with pytest.raises(ValueError, match="steps: expected a positive integer, got 0"):
        error_surface(W, B, steps=0)
    with pytest.raises(ValueError, match="lr: expected a positive number, got 0"):
        descend(1, 1, lr=0, updates=3)
    with pytest.raises(ValueError, match="updates: expected a positive integer, got 0"):
        descend(1, 1, lr=1, updates=0)
    with pytest.raises(ValueError, match="clip: expected a positive number, got 0"):
        descend(1, 1, lr=1, updates=1, clip=0)
