"""The window network: its equation, its gradients, and that it sees nothing beyond its window."""

import numpy as np
import pytest
from needs import need

from rnnlib import EveryStepModel, Linear, Window, check_gradients
from rnnlib.optim import SGD
from rnnlib.tasks import flip_flop
from rnnlib.train import fit

RNG = np.random.default_rng(0)


def slow(x, W, b):
    """The equation once more, number by number."""
    T, B, _ = x.shape
    k = len(W)
    y = np.empty((T, B, len(b)))
    for t in range(T):
        for n in range(B):
            a = b.copy()
            for j in range(k):
                if t - j >= 0:
                    a += x[t - j, n] @ W[j]
            y[t, n] = np.tanh(a)
    return y


@pytest.mark.parametrize("k", [1, 3, 12])
def test_the_equation(k):
    layer = Window(2, 4, k, rng=RNG)
    layer.params["b"][:] = RNG.normal(size=4)
    x = RNG.normal(size=(7, 3, 2))
    y, _ = layer.forward(x)
    np.testing.assert_allclose(y, slow(x, **layer.params), atol=1e-14)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("k", [1, 3, 9])
def test_gradients_against_central_differences(k, masked):
    layer = Window(2, 3, k, rng=RNG)
    layer.params["b"][:] = RNG.normal(size=3)
    x = RNG.normal(size=(6, 2, 2))
    mask = np.array([[1, 1], [1, 0], [0, 1], [1, 1], [1, 1], [1, 0]], bool) if masked else None
    errors = check_gradients(layer, x, mask=mask, rng=RNG)
    assert errors.keys() == {"W", "b", "x"}
    assert max(errors.values()) < 1e-8


@pytest.mark.parametrize("k", [1, 4])
def test_it_is_a_causal_convolution(k):
    torch = need("torch")
    layer = Window(3, 5, k, rng=RNG)
    layer.params["b"][:] = RNG.normal(size=5)
    x, dy = RNG.normal(size=(8, 2, 3)), RNG.normal(size=(8, 2, 5))
    y, tape = layer.forward(x)
    dx, _, grads = layer.backward(tape, dy)

    X = torch.tensor(x.transpose(1, 2, 0), requires_grad=True)  # (B, D, T)
    # a convolution's kernel (H, D, k) ends at the present step
    K = torch.tensor(layer.params["W"][::-1].transpose(2, 1, 0).copy(), requires_grad=True)
    b = torch.tensor(layer.params["b"], requires_grad=True)
    Y = torch.nn.functional.conv1d(torch.nn.functional.pad(X, (k - 1, 0)), K, b).tanh()
    Y.backward(torch.tensor(dy.transpose(1, 2, 0)))
    np.testing.assert_allclose(y, Y.detach().numpy().transpose(2, 0, 1), atol=1e-12)
    np.testing.assert_allclose(dx, X.grad.numpy().transpose(2, 0, 1), atol=1e-12)
    np.testing.assert_allclose(grads["W"][::-1], K.grad.numpy().transpose(2, 1, 0), atol=1e-12)
    np.testing.assert_allclose(grads["b"], b.grad.numpy(), atol=1e-12)


def test_nothing_beyond_the_window_is_seen():
    layer = Window(1, 4, 3, rng=RNG)
    x = RNG.normal(size=(10, 1, 1))
    other = x.copy()
    other[:7] = RNG.normal(size=(7, 1, 1))
    y, tape = layer.forward(x)
    assert np.array_equal(y[9], layer.forward(other)[0][9])
    assert not np.array_equal(y[8], layer.forward(other)[0][8])
    dy = np.zeros_like(y)
    dy[9] = 1
    dx, _, _ = layer.backward(tape, dy)
    assert (dx[:7] == 0).all() and (dx[7:] != 0).all()


def test_what_no_sequence_reached_gets_no_gradient():
    layer = Window(1, 4, 30, rng=np.random.default_rng(0))
    model = EveryStepModel(layer, Linear(4, 2, rng=np.random.default_rng(0)))
    before = layer.params["W"].copy()
    lessons = (flip_flop(12, 8, rng=np.random.default_rng(n)) for n in range(5))
    list(fit(model, lessons, SGD(model.params, lr=0.5)))
    moved = np.any(layer.params["W"] != before, axis=(1, 2))
    assert moved.tolist() == [True] * 12 + [False] * 18


def test_padding_changes_nothing_and_what_is_handed_out_is_a_copy():
    layer = Window(2, 3, 4, rng=RNG)
    x = RNG.normal(size=(9, 2, 2))
    mask = np.arange(9)[:, None] < [9, 5]
    y, tape = layer.forward(x, mask=mask)
    np.testing.assert_array_equal(y[:5, 1], layer.forward(x[:5])[0][:, 1])
    garbage = np.where(mask[..., None], x, np.nan)
    np.testing.assert_array_equal(layer.forward(garbage, mask=mask)[0], y)
    dy = RNG.normal(size=y.shape)
    before = layer.backward(tape, dy)[2]["W"]
    y[:], x[:] = 7, 7
    np.testing.assert_array_equal(layer.backward(tape, dy)[2]["W"], before)


def test_float32_all_the_way():
    layer = Window(2, 3, 4, rng=RNG, dtype=np.float32)
    y, tape = layer.forward(RNG.normal(size=(5, 2, 2)))
    dx, _, grads = layer.backward(tape, np.ones_like(y))
    assert {a.dtype for a in (y, dx, *grads.values())} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Window(1, 2, 0, rng=RNG), "k: expected a positive integer, got 0"),
        (lambda: Window(1, 2, 3, rng=1), "rng: expected a numpy.random.Generator, got int"),
        (lambda: layer().forward(np.zeros((3, 1))), r"x: expected floats \(T, B, 1\), got"),
        (lambda: layer().forward(np.zeros((3, 1), int)), "x: expected an array of floats"),
        (lambda: layer().forward(np.zeros((3, 1, 1)), ()), "state: expected None"),
        (lambda: layer().forward(np.zeros((3, 1, 1)), mask=[True]), "mask: expected bool"),
        (lambda: layer().backward(3, None), "tape: expected one recorded by this Window"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def layer():
    return Window(1, 2, 3, rng=np.random.default_rng(0))
