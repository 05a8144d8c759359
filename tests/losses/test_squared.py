"""Squared error: closed form, the gradient, masks, types, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.losses import squared_error


def example(T=4, B=3, K=2):
    rng = np.random.default_rng(0)
    mask = rng.random((T, B)) < 0.6
    mask[0, 0] = True
    return rng.normal(size=(T, B, K)), rng.normal(size=(T, B, K)), mask


def test_closed_form():
    loss, dy = squared_error(np.array([[3.0, 4.0], [1.0, 1.0]]), np.array([[0, 0], [1, 2]]))
    assert isinstance(loss, float) and loss == (12.5 + 0.5) / 2
    np.testing.assert_array_equal(dy, [[1.5, 2], [0, -0.5]])


@given(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.booleans())
@settings(deadline=None, max_examples=40)
def test_gradient(T, B, K, masked):
    y, target, mask = example(T, B, K)
    mask = mask if masked else None
    _, dy = squared_error(y, target, mask)
    n = numerical_gradient(lambda y: squared_error(y, target, mask)[0], y)
    assert gradient_error(dy, n) < 1e-8


def test_masked_steps_do_not_exist():
    y, target, mask = example()
    expected, d = squared_error(y[mask], target[mask])
    y[~mask], target[~mask] = np.inf, np.nan
    with np.errstate(all="raise"):
        loss, dy = squared_error(y, target, mask)
    assert loss == expected
    np.testing.assert_array_equal(dy[mask], d)
    assert not dy[~mask].any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_float_type_of_y_is_kept_and_nothing_is_written(dtype):
    y, target, _ = example()
    y = y.astype(dtype)
    before = y.copy(), target.copy()
    _, dy = squared_error(y, target)
    assert dy.dtype == dtype and dy.shape == y.shape
    np.testing.assert_array_equal(y, before[0])
    np.testing.assert_array_equal(target, before[1])


Y = np.zeros((2, 3, 4))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((1.0, 1.0), "y: expected floats of shape (T, B, K) or (B, K), got float64 of shape ()"),
        ((Y[:, :0], Y[:, :0]), "y: expected at least one step, got shape (2, 0, 4)"),
        (
            (Y, Y[..., :1]),
            "target: expected numbers of shape (2, 3, 4), got float64 of shape (2, 3, 1)",
        ),
        (
            (Y, Y + 1j),
            "target: expected an array of real numbers, got complex128 (2, 3, 4)",
        ),
        ((Y, Y, Y > 0), "mask: expected bool of shape (2, 3), got bool of shape (2, 3, 4)"),
        ((Y, Y, Y[..., 0] > 0), "mask: expected at least one real step, got (2, 3) all False"),
    ],
)
def test_bad_input(arguments, sentence):
    with pytest.raises(ValueError) as caught:
        squared_error(*arguments)
    assert str(caught.value) == sentence
