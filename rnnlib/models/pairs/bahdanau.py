"""Attention before the step: a look at the source first, then the state."""

from rnnlib.edge import brief, expect
from rnnlib.layers.attention.attentive import Attentive
from rnnlib.layers.linear import Linear
from rnnlib.models.pairs.attending import Attending


class BahdanauEncoderDecoder(Attending):
    """Attention before the decoder's step (Bahdanau, Cho & Bengio 2015)::

        w_t  = Σ_j α_tj h_j,  α_t = softmax_j score(h′_{t−1}, h_j)
        h′_t = decoder([y_{t−1}; w_t], h′_{t−1})
        p(y_t | …) = softmax([h′_t; w_t] V + b)

    y_{t−1} is a one-hot row, and the decoder takes target.inputs + D inputs, D the width of the
    encoder's outputs. What was looked at becomes part of the state, so that the steps go one after
    the other. (The paper's output goes through a maxout layer, left out here.)
    """

    def _fed_width(self):
        what = "symbols of the target, stop and start, and the encoder's outputs"
        return self.target.inputs + self.encoder.output_size, what

    def _build(self, rng):
        fits = hasattr(self.decoder, "cell")
        expect(fits, "decoder", "a single layer such as Recurrent(cell)", brief(self.decoder))
        H, D, dtype = self.decoder.output_size, self.encoder.output_size, self.decoder.dtype
        self.readout = Linear(H + D, self.target.outputs, rng=rng, dtype=dtype)

    def _write(self, fed, first, memory, rng=None):
        return self._attentive().forward(fed, memory, first)

    def _write_back(self, tape, dy):
        dfirst, dread, decoder, attention = tape.owner.backward(tape, dy)
        return dfirst, dread, None, {"decoder": decoder, "attention": attention}

    def _attentive(self):
        return Attentive(self.decoder.cell, self.attention)
