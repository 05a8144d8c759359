"""Attention after the step: the state first, then a look at the source."""

import numpy as np

from rnnlib.layers.attention.attentive import AttentiveTape
from rnnlib.layers.linear import Linear
from rnnlib.models.pairs.attending import Attending


class LuongEncoderDecoder(Attending):
    """Attention after the decoder's step (Luong, Pham & Manning 2015, §3)::

        h′_t = decoder(y_{t−1}, h′_{t−1})
        w_t  = Σ_j α_tj h_j,  α_t = softmax_j score(h′_t, h_j)
        h̃_t  = tanh([w_t; h′_t] W_c + b)
        p(y_t | …) = softmax(h̃_t V + b)

    What was looked at never enters the decoder's state (the paper's *input feeding* is left out):
    when the right symbols are fed, all looks at once are one product per sequence. W_c and b are
    called "mix.V" and "mix.b".
    """

    def _fed_width(self):
        return self.target.inputs, "symbols of the target, its stop and its start"

    def _build(self, rng):
        H, D = self.decoder.output_size, self.encoder.output_size
        self.mix = Linear(D + H, H, rng=rng, dtype=self.decoder.dtype)
        super()._build(rng)

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return super().parts | {"mix": self.mix}

    def _write(self, fed, first, memory, rng=None):
        h, rnn = self.decoder.forward(fed, first, rng=rng)
        look = self.attention.open(memory, len(h))
        w = self.attention.attend(look, slice(None), np.ascontiguousarray(h))
        a, mix = self.mix.forward(np.concatenate((w, h), axis=2))
        tape = AttentiveTape(self, rnn, look)
        tape.mix, tape.h_tilde = mix, np.tanh(a)
        return tape.h_tilde, tape

    def _write_back(self, tape, dy):
        da = dy * (1 - tape.h_tilde**2)
        dwh, _, mix = self.mix.backward(tape.mix, da)
        D = tape.attention.w.shape[2]
        dq = self.attention.attend_back(tape.attention, slice(None), dwh[:, :, :D])
        dk, dv, attention = self.attention.close(tape.attention)
        _, dfirst, decoder = self.decoder.backward(tape.rnn, dwh[:, :, D:] + dq)
        grads = {"decoder": decoder, "attention": attention, "mix": mix}
        return dfirst, dk + dv, None, grads
