"""PixelRNN: masked convolutions and an LSTM in two dimensions."""

import numpy as np

from rnnlib.edge import brief, expect, generator, whole
from rnnlib.layers.pixels import DiagonalBiLSTM, MaskedConvolution, Rectifier, Residual, RowLSTM
from rnnlib.layers.stacked import Stacked
from rnnlib.models.pixels.base import PixelModel

KINDS = {"row": RowLSTM, "diagonal": DiagonalBiLSTM}


class PixelRNN(PixelModel):
    """PixelRNN (van den Oord et al. 2016, table 1), for pixels of one colour and K levels::

        x → MaskedConvolution, mask A, first × first, 2H features
          → blocks times Residual(RowLSTM or DiagonalBiLSTM of H units)
          → max(·, 0) → 1 × 1, mask B, 2H features → max(·, 0) → 1 × 1, mask B, K logits

    ``kind`` is "row" or "diagonal". The paper has 7 × 7 pixels in the first layer; here it is as
    wide as one likes, ``first``, an odd number.

    The paper has no ``margin``. Without one, the last pixel of the row above is hidden from most
    pixels of a diagonal network: of a map that moves down a row, no place knows of it. So the
    picture gets ``margin`` columns of 0 on its right, whose own logits are dropped. The paper has
    no ``dropout`` either, that of `Stacked`; its collections of pictures were larger.
    """

    def __init__(
        self, kind, K, H, *, blocks=2, first=3, margin=1, dropout=0.0, rng, dtype=np.float64
    ):
        super().__init__(K)
        self.margin = whole("margin", margin, 0, "0 or more columns")
        expect(isinstance(kind, str) and kind in KINDS, "kind", "'row' or 'diagonal'", brief(kind))
        first = whole("first", first, 1, "an odd number")
        expect(first % 2, "first", "an odd number", first)
        blocks, rng = whole("blocks", blocks, 1, "at least one block"), generator(rng)
        shape = {"rng": rng, "dtype": dtype}
        F = 2 * whole("H", H, 1, "at least one unit")
        first = MaskedConvolution(1, F, (first, first), "A", **shape)
        between = [Residual(KINDS[kind](F, H, **shape), rng=rng) for _ in range(blocks)]
        last = (MaskedConvolution(F, O, **shape) for O in (F, self.K))
        above = [part for layer in last for part in (Rectifier(F, dtype=dtype), layer)]
        self.kind, self.net = kind, Stacked([first, *between, *above], dropout)

    @property
    def params(self):
        """All parameters; those of layer k are called "k.NAME"."""
        return self.net.params

    @property
    def dtype(self):
        """The float type of parameters and outputs."""
        return self.net.dtype

    def describe(self):
        """The kind of network that the parameters belong to."""
        return f"PixelRNN({self.net.describe()})"

    def __repr__(self):
        size = sum(p.size for p in self.params.values())
        return f"PixelRNN({self.kind}, K={self.K}, {size} parameters)"

    def run(self, x, rng=None):
        C = x.shape[1]
        wide = np.pad(x, ((0, 0), (0, self.margin), (0, 0), (0, 0)))
        logits, tape = self.net.forward(wide, rng=rng)
        return logits[:, :C], tape

    def run_back(self, tape, dlogits):
        C = dlogits.shape[1]
        wide = np.pad(dlogits, ((0, 0), (0, self.margin), (0, 0), (0, 0)))
        dx, _, grads = self.net.backward(tape, wide)
        return dx[:, :C], grads
