"""The ground floor: exact values, extreme values, types, and what is written where."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.ops import (
    log_softmax,
    logsumexp,
    rows,
    sigmoid,
    sigmoid_,
    sigmoid_slope,
    softmax,
    tanh_slope,
)

FLOATS = [np.float32, np.float64]
moderate = arrays(np.float64, array_shapes(min_dims=1, max_dims=3), elements=st.floats(-50, 50))


@pytest.fixture(autouse=True)
def strict():
    """Any floating-point warning is an error."""
    with warnings.catch_warnings(), np.errstate(over="warn", divide="warn", invalid="warn"):
        warnings.simplefilter("error", RuntimeWarning)
        yield


def test_sigmoid_closed_forms():
    assert sigmoid(0) == 0.5 and np.ndim(sigmoid(0)) == 0
    np.testing.assert_allclose(sigmoid([np.log(3), -np.log(3)]), [0.75, 0.25], rtol=1e-15)
    np.testing.assert_array_equal(sigmoid([-np.inf, -1e9, 1e9, np.inf]), [0, 0, 1, 1])
    assert np.isnan(sigmoid(np.nan))


@given(z=moderate)
@settings(deadline=None)
def test_sigmoid_is_a_shifted_tanh(z):
    np.testing.assert_allclose(sigmoid(z), 0.5 * (1 + np.tanh(z / 2)), rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize("dtype", FLOATS)
def test_sigmoid_in_place_needs_no_contiguity_and_sigmoid_leaves_its_input(dtype):
    z = np.random.default_rng(0).normal(size=(4, 6)).astype(dtype)
    before = z.copy()
    expected = sigmoid(z)
    np.testing.assert_array_equal(z, before)
    view = z[:, ::2]
    assert sigmoid_(view) is view
    np.testing.assert_allclose(z[:, ::2], expected[:, ::2], rtol=8 * np.finfo(dtype).eps)
    np.testing.assert_array_equal(z[:, 1::2], before[:, 1::2])


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("f", "slope"), [(sigmoid, sigmoid_slope), (np.tanh, tanh_slope)])
def test_slopes_are_the_derivatives_and_leave_their_input(f, slope, dtype):
    z = np.linspace(-5, 5, 11)
    y = f(z).astype(dtype)
    before, out = y.copy(), np.empty_like(y)
    assert slope(y, out) is out
    np.testing.assert_array_equal(y, before)
    numeric = numerical_gradient(lambda z: f(z).sum(), z)
    assert gradient_error(out, numeric) < (1e-9 if dtype == np.float64 else 1e-6)


@given(z=moderate, shift=st.floats(-1e3, 1e3))
@settings(deadline=None)
def test_softmax_family(z, shift):
    for axis in range(z.ndim):
        p = softmax(z, axis)
        np.testing.assert_allclose(p.sum(axis), 1, rtol=1e-12)
        np.testing.assert_allclose(softmax(z + shift, axis), p, rtol=1e-9)
        np.testing.assert_allclose(np.exp(log_softmax(z, axis)), p, rtol=1e-12)
        total = np.log(np.exp(z).sum(axis))
        np.testing.assert_allclose(logsumexp(z, axis), total, rtol=1e-12, atol=1e-12)
        assert logsumexp(z, axis, keepdims=True).shape == p.max(axis, keepdims=True).shape


def test_softmax_family_at_the_extremes():
    z = np.array([[1e300, 1e300], [-1e300, 0.0], [-np.inf, 2.0]])
    np.testing.assert_array_equal(softmax(z), [[0.5, 0.5], [0, 1], [0, 1]])
    np.testing.assert_array_equal(logsumexp(z), [1e300, 0, 2])
    np.testing.assert_array_equal(log_softmax(z)[1:], [[-1e300, 0], [-np.inf, 0]])
    assert logsumexp([-np.inf, -np.inf]) == -np.inf
    assert logsumexp([np.inf, 0]) == np.inf
    # a large common offset costs no digits
    assert log_softmax(np.float32([1e4, 1e4]))[0] == -np.log(np.float32(2))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("f", [sigmoid, softmax, logsumexp, log_softmax])
def test_float_types_are_kept(f, dtype):
    assert f(np.ones((2, 3), dtype)).dtype == dtype
    assert f([[1, 2, 3]]).dtype == np.float64


def test_rows_keeps_each_step_of_each_sequence_together():
    x = np.arange(24.0).reshape(2, 3, 4)
    r = rows(x)
    assert r.shape == (6, 4) and np.shares_memory(r, x)
    np.testing.assert_array_equal(r[1 * 3 + 2], x[1, 2])
    assert rows(np.empty((2, 0, 4))).shape == (0, 4)
