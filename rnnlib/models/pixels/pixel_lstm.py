"""A plain LSTM that reads a picture as a sequence."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.layers.linear import Linear
from rnnlib.layers.recurrent import Recurrent
from rnnlib.models.pixels.base import PixelModel
from rnnlib.models.sequence import ModelTape, named


class PixelLSTM(PixelModel):
    """One LSTM along all R·C pixels in raster order: h_i from h_{i−1} and x_{i−1}.

    p(x_i | …) = softmax(h_i V + b); x_0, before the first pixel, is 0. The pixel above is no nearer
    than any other: it has gone by C steps ago.
    """

    def __init__(self, K, H, *, rng, dtype=np.float64):
        super().__init__(K)
        self.rnn = Recurrent(LSTMCell(1, H, rng=rng, dtype=dtype))
        self.readout = Linear(H, self.K, rng=rng, dtype=dtype)

    @property
    def params(self):
        """All parameters, as "rnn.NAME" and "out.NAME"."""
        return named(rnn=self.rnn.params, out=self.readout.params)

    @property
    def dtype(self):
        """The float type of parameters and outputs."""
        return self.rnn.dtype

    def describe(self):
        """The kind of network that the parameters belong to."""
        return f"PixelLSTM({self.rnn.describe()}, K={self.K})"

    def __repr__(self):
        size = sum(p.size for p in self.params.values())
        return f"PixelLSTM(K={self.K}, {size} parameters)"

    def run(self, x, rng=None):
        R, C, B, _ = x.shape
        before = np.zeros((R * C, B, 1), self.dtype)
        before[1:] = x.reshape(R * C, B, 1)[:-1]
        h, rnn = self.rnn.forward(before)
        logits, out = self.readout.forward(h)
        return logits.reshape(R, C, B, self.K), ModelTape(rnn, out)

    def run_back(self, tape, dlogits):
        R, C, B, K = dlogits.shape
        dh, _, out = self.readout.backward(tape.out, dlogits.reshape(R * C, B, K))
        dbefore, _, rnn = self.rnn.backward(tape.rnn, dh)
        dx = np.zeros_like(dbefore)
        dx[:-1] = dbefore[1:]
        return dx.reshape(R, C, B, 1), named(rnn=rnn, out=out)
