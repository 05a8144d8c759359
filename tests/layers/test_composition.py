"""Stacked, bidirectional, linear and embedding layers, dropout and summaries."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, lively, random_mask

import rnnlib
from rnnlib import Bidirectional, Embedding, Linear, Stacked, check_gradients

LSTM, GRU, JORDAN = rnnlib.LSTMCell, rnnlib.GRUCell, rnnlib.JordanCell


def networks(rng):
    yield "stacked", Stacked([layer_of(LSTM, 3, 2, rng), layer_of(GRU, 2, 3, rng)])
    yield "both ways", Bidirectional(layer_of(LSTM, 3, 2, rng), layer_of(GRU, 3, 4, rng))
    yield (
        "deep, both ways",
        Stacked(
            [
                Bidirectional(layer_of(LSTM, 3, 2, rng), layer_of(LSTM, 3, 2, rng)),
                layer_of(JORDAN, 4, 2, rng),
            ]
        ),
    )
    yield (
        "stacked in stacked",
        Stacked([layer_of(GRU, 3, 2, rng), Stacked([layer_of(LSTM, 2, 2, rng)])]),
    )


NAMES = [name for name, _ in networks(np.random.default_rng(0))]


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("symbols", [False, True], ids=["floats", "symbols"])
@pytest.mark.parametrize("name", NAMES)
def test_backward_is_the_gradient(name, symbols, masked):
    rng = np.random.default_rng(1)
    net = dict(networks(rng))[name]
    T, B = 4, 3
    x = rng.integers(3, size=(T, B)) if symbols else rng.normal(size=(T, B, 3))
    mask = random_mask(T, B, rng) if masked else None
    errors = check_gradients(net, x, mask=mask, rng=rng)
    assert {*net.params} <= errors.keys() and any(k.startswith("state.1") for k in errors)
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("name", NAMES)
def test_summary_back_is_the_gradient_of_summary(name):
    rng = np.random.default_rng(2)
    net = dict(networks(rng))[name]
    x, mask = rng.normal(size=(5, 2, 3)), np.array([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0]], bool).T
    _, tape = net.forward(x, mask=mask)
    dsummary = rng.normal(size=net.summary(tape).shape)
    dx, _, _ = net.backward(tape, None, net.summary_back(dsummary))
    direction, eps = rng.normal(size=x.shape), 1e-6
    ends = [
        np.vdot(dsummary, net.summary(net.forward(x + s * eps * direction, mask=mask)[1]))
        for s in (1, -1)
    ]
    assert np.vdot(dx, direction) == pytest.approx((ends[0] - ends[1]) / (2 * eps), 1e-6)


def test_stateless_layers_in_a_stack():
    rng = np.random.default_rng(11)
    net = Stacked([Embedding(4, 3, rng=rng), layer_of(LSTM, 3, 2, rng), Linear(2, 3, rng=rng)])
    x = rng.integers(4, size=(5, 2))
    y, tape = net.forward(x)
    assert tape.final[0] is tape.final[2] is None and len(tape.final[1]) == 2
    errors = check_gradients(net, x, rng=rng)
    assert {*net.params, "state.1.0", "state.1.1"} == errors.keys()
    assert max(errors.values()) < 1e-7, errors
    net.backward(tape, np.ones_like(y))
    assert tape.flow().shape == (1, 5) and len(net.start(2)) == 3


def test_what_a_caller_does_to_his_arrays_afterwards():
    """The way back is that of the run as it was."""
    rng = np.random.default_rng(12)
    layers = {
        "floats": (layer_of(GRU, 3, 2, rng), rng.normal(size=(4, 3, 3))),
        "symbols": (layer_of(GRU, 3, 2, rng), rng.integers(3, size=(4, 3))),
        "embedding": (Embedding(3, 2, rng=rng), rng.integers(3, size=(4, 3))),
        "linear": (Linear(3, 2, rng=rng), rng.normal(size=(4, 3, 3))),
    }
    for name, (layer, x) in layers.items():
        mask = random_mask(4, 3, rng)
        results = []
        for spoil in (False, True):
            given, steps = x.copy(), mask.copy()
            y, tape = layer.forward(given, mask=steps)
            if spoil:
                given[...], steps[...] = 0, True
            results.append(layer.backward(tape, np.cos(np.arange(y.size)).reshape(y.shape)))
        for parameter in layer.params:
            np.testing.assert_array_equal(results[0][2][parameter], results[1][2][parameter], name)


@pytest.mark.parametrize("shape", [(4, 3, 5), (3, 5), (1, 1, 5)], ids=str)
def test_linear(shape):
    rng = np.random.default_rng(3)
    layer = Linear(5, 2, rng=rng)
    lively(layer.params, rng)
    x = rng.normal(size=shape)
    y, _ = layer.forward(x)
    np.testing.assert_allclose(
        y, np.einsum("...d,do->...o", x, layer.params["V"]) + layer.params["b"]
    )
    errors = check_gradients(layer, x, rng=rng)
    assert errors.keys() == {"V", "b", "x"} and max(errors.values()) < 1e-7


def test_embedding():
    rng = np.random.default_rng(4)
    layer = Embedding(6, 3, rng=rng)
    x = np.array([[0, 5, 5], [2, 5, 0]])  # repeated symbols add up, 1 3 4 are never seen
    y, _ = layer.forward(x)
    np.testing.assert_array_equal(y, layer.params["E"][x])
    errors = check_gradients(layer, x, rng=rng)
    assert errors.keys() == {"E"} and max(errors.values()) < 1e-7


def test_symbols_equal_one_hot_rows():
    rng = np.random.default_rng(5)
    for kind in CELLS:
        layer = layer_of(kind, 7, 3, rng)
        x = rng.integers(7, size=(6, 4))
        results = []
        for given in (x, np.eye(7)[x]):
            y, tape = layer.forward(given)
            results.append((y, layer.backward(tape, np.sin(np.arange(y.size)).reshape(y.shape))[2]))
        (y, grads), (y_1, grads_1) = results
        np.testing.assert_allclose(y, y_1, atol=1e-13)
        for name in grads:
            np.testing.assert_allclose(grads[name], grads_1[name], atol=1e-12)


def test_dropout_works_in_training_alone_and_between_layers_alone():
    rng = np.random.default_rng(6)
    p = 0.3
    net = Stacked([layer_of(LSTM, 3, 400, rng), layer_of(LSTM, 400, 3, rng)], dropout=p)
    x = rng.normal(size=(10, 5, 3))
    calm, _ = net.forward(x)
    again, _ = net.forward(x)
    np.testing.assert_array_equal(calm, again)
    y, tape = net.forward(x, rng=np.random.default_rng(7))
    same, _ = net.forward(x, rng=np.random.default_rng(7))
    np.testing.assert_array_equal(y, same)
    assert not np.array_equal(y, calm)
    np.testing.assert_array_equal(tape[0]["h"], net.forward(x)[1][0]["h"])  # below: untouched
    (keep,) = tape.keeps
    dropped = keep == 0
    assert dropped.mean() == pytest.approx(p, abs=0.02)
    np.testing.assert_allclose(keep[~dropped], 1 / (1 - p))
    np.testing.assert_array_equal(tape[1].x, tape[0]["h"] * keep)


def test_dropout_reaches_nested_layers():
    rng = np.random.default_rng(13)
    inner = [
        Stacked([layer_of(LSTM, 3, 9, rng), layer_of(LSTM, 9, 3, rng)], dropout=0.5)
        for _ in range(2)
    ]
    x = rng.normal(size=(4, 3, 3))
    for net in (Stacked([layer_of(LSTM, 3, 3, rng), inner[0]]), Bidirectional(*inner)):
        assert not np.array_equal(net.forward(x)[0], net.forward(x, rng=rng)[0])
    alone = layer_of(LSTM, 3, 3, rng)  # rng is welcome where there is no dropout
    np.testing.assert_array_equal(alone.forward(x)[0], alone.forward(x, rng=rng)[0])


@pytest.mark.parametrize("layers", [2, 3, 4])
def test_dropout_backward_is_the_gradient(layers):
    """From three layers on every mask has a place; here all of them are of one shape."""
    rng = np.random.default_rng(8)
    middle = [layer_of(GRU, 4, 4, rng) for _ in range(layers - 2)]
    net = Stacked([layer_of(LSTM, 2, 4, rng), *middle, layer_of(GRU, 4, 3, rng)], dropout=0.5)

    class Frozen:
        """The same network with the same units dropped at every call."""

        params, backward = net.params, net.backward

        def forward(self, x, state=None, mask=None):
            return net.forward(x, state, mask, rng=np.random.default_rng(9))

    errors = check_gradients(Frozen(), rng.normal(size=(4, 3, 2)), rng=rng)
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("kind", CELLS)
def test_float32_stays_float32(kind):
    rng = np.random.default_rng(10)
    net = Stacked(
        [
            Bidirectional(
                layer_of(kind, 3, 4, rng, np.float32), layer_of(kind, 3, 4, rng, np.float32)
            ),
            layer_of(kind, 10 if kind is JORDAN else 8, 2, rng, np.float32),
        ],
        dropout=0.2,
    )
    y, tape = net.forward(rng.normal(size=(3, 2, 3)), rng=rng)
    dx, dstate, grads = net.backward(tape, np.ones(y.shape))
    arrays = [y, dx, *grads.values(), *dstate[1], *dstate[0][0], *tape.final[1]]
    arrays += [tape[1].back[name] for name in tape[1].back.names]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_part_keeps_its_float_type(dtype):
    rng = np.random.default_rng(14)
    symbols = rng.integers(5, size=(3, 2))
    linear, embedding = Linear(4, 3, rng=rng, dtype=dtype), Embedding(5, 4, rng=rng, dtype=dtype)
    net = Stacked([embedding, layer_of(LSTM, 4, 4, rng, dtype), linear], dropout=0.5)
    y, tape = net.forward(symbols, rng=rng)
    _, _, grads = net.backward(tape, np.ones(y.shape))
    arrays = [y, *tape.keeps, *net.params.values(), *grads.values(), *net.start(2)[1]]
    for kind in CELLS:
        arrays += kind(2, 3, rng=rng, dtype=dtype).params.values()
    y, tape = linear.forward(np.ones((2, 4)))
    arrays += [y, linear.backward(tape, np.ones((2, 3)))[0]]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}
