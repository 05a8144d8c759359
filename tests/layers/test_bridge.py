"""From an encoder's last state to a decoder's first."""

import numpy as np
import pytest
from kinds import layer_of, random_mask

from rnnlib import Bidirectional, Bridge, GRUCell, Handover, LSTMCell, Stacked, VanillaCell
from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.layers.bridge import bridge_between

RNG = np.random.default_rng(0)
LSTM, GRU, WIDE = (layer_of(k, 3, h, RNG) for k, h in ((LSTMCell, 4), (GRUCell, 4), (LSTMCell, 5)))
BOTH = Bidirectional(layer_of(GRUCell, 3, 2, RNG), layer_of(GRUCell, 3, 2, RNG))


@pytest.mark.parametrize(
    ("encoder", "decoder", "kind"),
    [
        (LSTM, layer_of(LSTMCell, 7, 4, RNG), Handover),
        (GRU, layer_of(VanillaCell, 7, 4, RNG), Handover),
        (Stacked([LSTM, layer_of(LSTMCell, 4, 4, RNG)]), Stacked([LSTM] * 1), Bridge),
        (LSTM, WIDE, Bridge),
        (GRU, LSTM, Bridge),
        (BOTH, GRU, Bridge),
    ],
)
def test_which_bridge(encoder, decoder, kind):
    if kind is Bridge and not hasattr(decoder, "cell"):
        with pytest.raises(ValueError, match="^decoder: expected one whose state is of the enc"):
            bridge_between(encoder, decoder, rng=RNG)
    else:
        assert isinstance(bridge_between(encoder, decoder, rng=RNG), kind)


@pytest.mark.parametrize("encoder", [LSTM, BOTH], ids=["forward", "both ways"])
def test_gradients_of_a_learned_bridge(encoder):
    """From the decoder's first states down to V, b and the encoder's parameters."""
    rng = np.random.default_rng(1)
    bridge = Bridge(encoder.output_size, WIDE.cell, rng=rng)
    x, mask = rng.normal(size=(5, 3, 3)), random_mask(5, 3, rng)
    weights = tuple(rng.normal(size=(3, 5)) for _ in range(2))

    def run():
        return bridge.forward(encoder, encoder.forward(x, mask=mask)[1])

    def loss(_):
        return sum(np.vdot(w, h) for w, h in zip(weights, run()[0], strict=True))

    _, tape = encoder.forward(x, mask=mask)
    first, own = bridge.forward(encoder, tape)
    assert [h.shape for h in first] == [(3, 5), (3, 5)]
    dstate, grads = bridge.backward(encoder, own, weights)
    dx, _, inner = encoder.backward(tape, None, dstate)
    for found, array in [
        (dx, x),
        *((grads[name], p) for name, p in bridge.params.items()),
        *((inner[name], p) for name, p in encoder.params.items()),
    ]:
        assert gradient_error(found, numerical_gradient(loss, array)) < 1e-8
