"""A layer that reads from the end: the backward half of a bidirectional layer."""

import numpy as np
import pytest
from kinds import layer_of, random_mask

from rnnlib import Bidirectional, GRUCell, LSTMCell, Reversed, check_gradients

T, B, D, H = 5, 3, 4, 6
kinds = pytest.mark.parametrize("kind", [LSTMCell, GRUCell])


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@kinds
def test_gradients(kind, masked):
    rng = np.random.default_rng(0)
    layer = Reversed(layer_of(kind, D, H, rng))
    mask = random_mask(T, B, rng) if masked else None
    errors = check_gradients(layer, rng.normal(size=(T, B, D)), mask=mask, rng=rng)
    assert max(errors.values()) < 1e-8


@kinds
def test_it_is_one_half_of_both_ways(kind):
    rng = np.random.default_rng(1)
    ahead, back = (layer_of(kind, D, H, rng) for _ in range(2))
    x, mask = rng.normal(size=(T, B, D)), np.arange(T)[:, None] < (5, 2, 3)
    both, pair = Bidirectional(ahead, back).forward(x, mask=mask)
    y, tape = Reversed(back).forward(x, mask=mask)
    np.testing.assert_array_equal(y, both[:, :, H:])
    np.testing.assert_array_equal(Reversed(back).summary(tape), back.summary(pair[1]))
    for one, other in zip(tape.final, pair.final[1], strict=True):
        np.testing.assert_array_equal(one, other)


def test_symbols_parameters_and_flow():
    rng = np.random.default_rng(2)
    inner = layer_of(LSTMCell, D, H, rng)
    layer = Reversed(inner)
    assert layer.params is inner.params and layer.ahead
    assert (layer.input_size, layer.output_size) == (D, H)
    x = rng.integers(D, size=(T, B))
    y, tape = layer.forward(x)
    np.testing.assert_array_equal(y[::-1], inner.forward(x[::-1])[0])
    dy = np.zeros_like(y)
    dy[0] = 1  # the output that was computed last
    dx, _, _ = layer.backward(tape, dy)
    assert dx is None and tape.flow().argmax() == 0
    assert layer.describe() == "Reversed(LSTMCell)"


def test_wrong_input():
    rng = np.random.default_rng(3)
    layer = Reversed(layer_of(LSTMCell, D, H, rng))
    x = rng.normal(size=(T, B, D))
    for message, call in {
        "layer: expected layers, such as": lambda: Reversed(3),
        "mask: expected bool": lambda: layer.forward(x, mask=np.ones((B, T), bool)),
        "tape: expected one recorded by this Reversed": lambda: layer.backward(
            layer.layers[0].forward(x)[1], None
        ),
    }.items():
        with pytest.raises(ValueError, match=f"^{message}"):
            call()
