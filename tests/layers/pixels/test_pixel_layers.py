"""Layers of pictures: gradients, their own form, and that no pixel sees a later one."""

import numpy as np
import pytest
from layers.pixels.maps import KINDS, B, C, D, H, R, build

from rnnlib import MaskedConvolution, RowLSTM, check_gradients
from rnnlib.layers.pixels import causal_mask
from rnnlib.layers.pixels.skew import skew, unskew

kinds = pytest.mark.parametrize("kind", KINDS)


@kinds
def test_gradients(kind):
    layer, x, rng = build(kind)
    errors = check_gradients(layer, x, rng=rng)
    assert max(errors.values()) < 1e-7, errors
    assert "x" in errors and set(layer.params) < set(errors)


@pytest.mark.parametrize("shape", [(1, 1, 1, D), (1, 4, 1, D), (4, 1, 1, D)])
@kinds
def test_gradients_of_narrow_maps(kind, shape):
    layer, _, rng = build(kind)
    errors = check_gradients(layer, rng.normal(size=shape), rng=rng)
    assert max(errors.values()) < 1e-7, errors


def jacobian(layer, x, state=None):
    """|∂y/∂x| between pixels, (R·C, R·C): row i of the output, column j of the input."""
    y, tape = layer.forward(x, state)
    found = np.zeros((R * C, R * C))
    for i, (r, c) in enumerate(np.ndindex(R, C)):
        for k in range(y.shape[-1]):
            dy = np.zeros_like(y)
            dy[r, c, :, k] = 1
            dx, _, _ = layer.backward(tape, dy)
            found[i] += np.abs(dx).sum((2, 3)).ravel()
    return found


@kinds
def test_the_gradient_of_a_pixel_reaches_earlier_pixels_only(kind):
    layer, x, _ = build(kind)
    J = jacobian(layer, x)
    later = np.triu(np.ones_like(J, bool), 0 if kind.startswith("A") else 1)
    assert not J[later].any()
    assert J.any()


@kinds
def test_what_a_later_pixel_holds_changes_nothing(kind):
    """The same by forward runs alone."""
    layer, x, rng = build(kind)
    y, _ = layer.forward(x)
    for r, c in np.ndindex(R, C):
        other = x.copy()
        other[r, c] = rng.normal(size=(B, D))
        changed = (layer.forward(other)[0] != y).any((2, 3)).ravel()
        at = r * C + c
        assert not changed[: at + kind.startswith("A")].any()


def test_without_a_mask_the_future_leaks():
    """The tests above would see it."""
    rng = np.random.default_rng(0)
    layer = MaskedConvolution(D, H, (3, 3), None, rng=rng)
    assert np.triu(jacobian(layer, rng.normal(size=(R, C, B, D))), 1).any()


def test_masks():
    A, B = causal_mask((3, 3), "A"), causal_mask((3, 3), "B")
    np.testing.assert_array_equal(A, [[1, 1, 1], [1, 0, 0], [0, 0, 0]])
    np.testing.assert_array_equal(B, [[1, 1, 1], [1, 1, 0], [0, 0, 0]])
    assert causal_mask((5, 7), None).all()
    assert not causal_mask((1, 1), "A").any()
    for kernel in ((1, 1), (7, 7), (3, 5), (5, 1)):
        before = int(np.prod(kernel)) // 2  # of the flat kernel: raster order is C's order
        flat = causal_mask(kernel, "A").ravel()
        assert flat[:before].all() and not flat[before:].any()
        assert (causal_mask(kernel, "B") ^ causal_mask(kernel, "A")).ravel().nonzero()[0] == before


def test_what_the_mask_hides_is_not_used_and_not_learned():
    layer, x, rng = build("B 5×3")
    y, tape = layer.forward(x)
    _, _, grads = layer.backward(tape, rng.normal(size=y.shape))
    assert not grads["K"][~layer.mask].any() and grads["K"][layer.mask].all()
    layer.params["K"][~layer.mask] = np.nan
    np.testing.assert_array_equal(layer.forward(x)[0], y)


def test_a_row_lstm_sees_a_triangle_and_a_diagonal_one_sees_all():
    row, x, _ = build("row, 3 wide")
    found = jacobian(row, x).reshape(R, C, R, C)[2, 1] != 0
    np.testing.assert_array_equal(found, [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0]])
    left, x, _ = build("diagonal")
    found = jacobian(left, x).reshape(R, C, R, C)[2, 1] != 0
    np.testing.assert_array_equal(found, [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0]])
    both, x, _ = build("both diagonals")
    found = jacobian(both, x).reshape(R, C, R, C)[2, 1] != 0
    np.testing.assert_array_equal(found, [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 0, 0]])


def test_skew():
    x = np.arange(1, 7).reshape(2, 3)
    np.testing.assert_array_equal(skew(x), [[1, 2, 3, 0], [0, 4, 5, 6]])
    for shape in ((1, 1), (4, 2), (2, 5, 3)):
        x = np.random.default_rng(0).normal(size=shape)
        np.testing.assert_array_equal(unskew(skew(x)), x)


@kinds
def test_float32_stays_float32_and_callers_keep_their_arrays(kind):
    layer, x, rng = build(kind, np.float32)
    double, x64, _ = build(kind)
    y, tape = layer.forward(x)
    before = x.copy()
    kept = y.copy()
    dy = rng.normal(size=y.shape).astype(np.float32)
    for array in (y, *layer.backward(tape, dy)[2].values(), layer.backward(tape, dy)[0]):
        assert array.dtype == np.float32
    np.testing.assert_allclose(y, double.forward(x64)[0], rtol=1e-3, atol=1e-4)
    layer.forward(2 * x)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(y, kept)


@kinds
def test_the_gradient_is_that_of_the_run_whatever_became_of_the_parameters(kind):
    layer, x, rng = build(kind)
    y, tape = layer.forward(x)
    dy = rng.normal(size=y.shape)
    dx, _, grads = layer.backward(tape, dy)
    for p in layer.params.values():
        p += 1
    again, _, other = layer.backward(tape, dy)
    np.testing.assert_array_equal(dx, again)
    for name, g in grads.items():
        np.testing.assert_array_equal(g, other[name])


def test_a_picture_in_two_halves_is_one_run_of_rows():
    layer, x, _ = build("row, 3 wide")
    y, tape = layer.forward(x)
    top, first = layer.forward(x[:1])
    rest, second = layer.forward(x[1:], first.final)
    np.testing.assert_allclose(np.concatenate((top, rest)), y, rtol=1e-12)
    for one, other in zip(second.final, tape.final, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


@kinds
def test_wrong_input_is_told_in_a_sentence(kind):
    layer, x, _ = build(kind)
    y, tape = layer.forward(x)
    for wrong in (x[0], x[..., :0], np.concatenate((x, x), 3)):
        with pytest.raises(ValueError, match=r"^x: expected floats \(R, C, B, 2\), got"):
            layer.forward(wrong)
    with pytest.raises(ValueError, match=r"^mask: expected None"):
        layer.forward(x, None, np.ones((R, C), bool))
    with pytest.raises(ValueError, match=r"^dy: expected shape"):
        layer.backward(tape, y[:1])
    with pytest.raises(ValueError, match=r"^tape: expected one recorded by this"):
        build(kind)[0].backward(tape, y)
    with pytest.raises(ValueError, match=r"^state: expected"):
        layer.forward(x, (1, 2, 3))


def test_wrong_sizes_are_told_in_a_sentence():
    rng = np.random.default_rng(0)
    for kernel in ((2, 3), (3, 0), 3, (3, 3, 3), "33"):
        with pytest.raises(ValueError, match=r"^kernel: expected .*odd numbers"):
            MaskedConvolution(1, 1, kernel, rng=rng)
    with pytest.raises(ValueError, match=r"^mask: expected 'A', 'B' or None, got 'C'"):
        MaskedConvolution(1, 1, (3, 3), "C", rng=rng)
    with pytest.raises(ValueError, match="odd"):
        RowLSTM(1, 1, 2, rng=rng)
    with pytest.raises(ValueError, match=r"^skewed: expected"):
        unskew(np.zeros((3, 2)))
