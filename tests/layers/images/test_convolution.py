"""Convolution and encoder: central differences, loops, and PyTorch."""

import numpy as np
import pytest
from needs import need

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.layers.images import Convolution, ImageEncoder

SIZES = pytest.mark.parametrize(
    ("k", "stride", "Y", "X"),
    [(3, 1, 5, 4), (3, 2, 6, 5), (3, 2, 5, 8), (1, 1, 2, 3), (5, 3, 7, 4)],
)


def layer_and_arrays(k, stride, Y, X, dtype=np.float64):
    rng = np.random.default_rng(0)
    layer = Convolution(2, 3, k=k, stride=stride, rng=rng, dtype=dtype)
    layer.params["b"][:] = rng.normal(size=3)
    x = rng.normal(size=(2, Y, X, 2)).astype(dtype)
    dy = rng.normal(size=layer.forward(x)[0].shape).astype(dtype)
    return layer, x, dy


@SIZES
def test_gradients(k, stride, Y, X):
    layer, x, dy = layer_and_arrays(k, stride, Y, X)
    dx, grads = layer.backward(layer.forward(x)[1], dy)
    for found, array in ((dx, x), *((grads[n], p) for n, p in layer.params.items())):
        numeric = numerical_gradient(lambda _: np.vdot(layer.forward(x)[0], dy), array)
        assert gradient_error(found, numeric) < 1e-8


def test_the_equation_by_loops():
    layer, x, _ = layer_and_arrays(3, 2, 5, 4)
    y, V = layer.forward(x)[0], layer.params["V"]
    for b, i, j, o in np.ndindex(y.shape):
        total = layer.params["b"][o]
        for m, n, c in np.ndindex(3, 3, 2):
            row, column = 2 * i + m - 1, 2 * j + n - 1
            if 0 <= row < 5 and 0 <= column < 4:
                total += x[b, row, column, c] * V[m, n, c, o]
        np.testing.assert_allclose(y[b, i, j, o], total, rtol=1e-12)


@SIZES
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_equal_to_pytorch(k, stride, Y, X, dtype):
    torch = need("torch")
    layer, x, dy = layer_and_arrays(k, stride, Y, X, dtype)
    y, tape = layer.forward(x)
    dx, grads = layer.backward(tape, dy)
    their = [
        torch.tensor(a)
        for a in (
            x.transpose(0, 3, 1, 2),
            layer.params["V"].transpose(3, 2, 0, 1),
            layer.params["b"],
        )
    ]
    for tensor in their:
        tensor.requires_grad_()
    out = torch.nn.functional.conv2d(*their, stride=stride, padding=k // 2)
    out.backward(torch.tensor(dy.transpose(0, 3, 1, 2)))
    close = {"rtol": 1e-10, "atol": 1e-12} if dtype is np.float64 else {"rtol": 2e-4, "atol": 2e-4}
    np.testing.assert_allclose(y, out.detach().numpy().transpose(0, 2, 3, 1), **close)
    np.testing.assert_allclose(dx, their[0].grad.numpy().transpose(0, 2, 3, 1), **close)
    np.testing.assert_allclose(grads["V"], their[1].grad.numpy().transpose(2, 3, 1, 0), **close)
    np.testing.assert_allclose(grads["b"], their[2].grad.numpy(), **close)


def test_the_encoder():
    rng = np.random.default_rng(1)
    encoder = ImageEncoder((2, 3, 4), (2, 1), rng=rng)
    x = rng.normal(size=(2, 6, 6, 2))
    a, tape = encoder.forward(x)
    da = rng.normal(size=a.shape)
    dx, grads = encoder.backward(tape, da)
    assert a.shape == (2, 3, 3, 4) and (a == 0).any() and list(grads) == list(encoder.params)
    for found, array in ((dx, x), *((grads[n], p) for n, p in encoder.params.items())):
        numeric = numerical_gradient(lambda _: np.vdot(encoder.forward(x)[0], da), array)
        assert gradient_error(found, numeric) < 1e-7


def test_a_cell_of_the_grid_knows_of_15_pixels_each_way():
    encoder = ImageEncoder(rng=np.random.default_rng(0))
    a, tape = encoder.forward(np.random.default_rng(1).uniform(size=(1, 24, 24, 3)))
    assert a.shape == (1, 6, 6, 24)
    da = np.zeros_like(a)
    da[0, 3, 2] = 1
    dx, _ = encoder.backward(tape, da)
    rows, columns = (np.flatnonzero(dx[0].any(axes)) for axes in ((1, 2), (0, 2)))
    assert (rows[0], rows[-1]) == (5, 19) and (columns[0], columns[-1]) == (1, 15)


def test_wrong_input():
    rng = np.random.default_rng(0)
    layer = Convolution(3, 4, rng=rng)
    with pytest.raises(ValueError, match=r"x: expected floats \(B, Y, X, 3\)"):
        layer.forward(np.zeros((2, 5, 5, 2)))
    with pytest.raises(ValueError, match=r"stride: expected a positive integer"):
        Convolution(3, 4, stride=0, rng=rng)
    _, tape = layer.forward(np.zeros((1, 5, 5, 3)))
    with pytest.raises(ValueError, match="tape: expected one recorded by this Convolution"):
        Convolution(3, 4, rng=rng).backward(tape, None)
    with pytest.raises(ValueError, match="dy: expected shape"):
        layer.backward(tape, np.zeros((1, 5, 5, 3)))


def test_the_whole_encoder_is_equal_to_pytorch():
    """Three convolutions with their ReLU: the grid, and the gradients down to the pixels."""
    torch = need("torch")
    rng = np.random.default_rng(3)
    encoder = ImageEncoder(rng=rng)
    x = rng.uniform(size=(2, 24, 24, 3))
    a, tape = encoder.forward(x)
    da = rng.normal(size=a.shape)
    dx, grads = encoder.backward(tape, da)
    theirs = torch.tensor(x, requires_grad=True)
    params, grid = {}, 1 - theirs.permute(0, 3, 1, 2)
    for l, layer in enumerate(encoder.layers, 1):
        V = torch.tensor(layer.params["V"].transpose(3, 2, 0, 1), requires_grad=True)
        b = torch.tensor(layer.params["b"], requires_grad=True)
        grid = torch.nn.functional.conv2d(grid, V, b, stride=layer.stride, padding=1).relu()
        params |= {f"{l}.V": V, f"{l}.b": b}
    np.testing.assert_allclose(a, grid.detach().permute(0, 2, 3, 1), rtol=0, atol=1e-12)
    grid.backward(torch.tensor(da.transpose(0, 3, 1, 2)))
    np.testing.assert_allclose(dx, theirs.grad, rtol=0, atol=1e-11)
    for name, p in params.items():
        axes = (2, 3, 1, 0) if name.endswith("V") else (0,)
        np.testing.assert_allclose(grads[name], p.grad.permute(*axes), rtol=0, atol=1e-10)
