"""A captioner that looks at the cells of the picture anew for every word."""

import numpy as np

from rnnlib.edge import expect, one_of
from rnnlib.layers.attention.additive import AdditiveAttention
from rnnlib.layers.attention.attentive import Attentive
from rnnlib.models.captioners.captioner import Captioner
from rnnlib.models.captioners.fed import split


class AttendingCaptioner(Captioner):
    """Soft attention over the cells of the encoder's grid (Xu et al. 2015, §3.1, 4.2)::

        e_ti = f_att(a_i, h_{t−1})               an `AdditiveAttention`; eq. 4
        α_t  = softmax_i(e_ti)                   eq. 5
        z_t  = Σ_i α_ti a_i                      eq. 13
        h_t  = decoder([y_{t−1}; z_t], h_{t−1})  eq. 1–3
        p(y_t | …) = softmax([h_t; z_t] V + b)   eq. 7, without y_{t−1}

    a_i are the C numbers of a cell and its place, row and column from −1 to 1: a convolution does
    the same everywhere, and two cells alike would not know which is on the left. To begin with::

        h_0 = tanh(ā V_h + b_h),  ā = Σ_i a_i / cells,  and c_0 in the same way

    α is ``tape.decoder["alpha"]`` (T, B, cells), cells in rows. The decoder takes target.inputs +
    C + 2 inputs. (The paper's cells know of their place only what the edge tells them; its gate β_t
    and its penalty for what is never looked at are left out.)
    """

    def __init__(self, target, encoder, decoder, attention, *, side=24, rng):
        what = "an AdditiveAttention(Q, K, A) for the decoder's states and the encoder's cells"
        one_of("attention", attention, AdditiveAttention, what)
        sizes = attention.query_size, attention.key_size
        fits = sizes == (decoder.output_size, encoder.output_size + 2)
        expect(fits, "attention", what, f"Q={sizes[0]}, K={sizes[1]}")
        self.attention = attention
        super().__init__(target, encoder, decoder, side=side, rng=rng)

    def _fed_width(self):
        return self.target.inputs + self.encoder.output_size + 2, "words, stop, start, and a cell"

    def _build(self, rng):
        cell, C = self.decoder.cell, self.encoder.output_size + 2
        self.sizes = [cell.size(name) for name in cell.states]
        self.first = self._linear(C, sum(self.sizes), rng)
        self.readout = self._linear(self.decoder.output_size + C, self.target.outputs, rng)

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return super().parts | {"attention": self.attention, "first": self.first}

    def _look(self, a):
        places = np.linspace(-1, 1, self.grid, dtype=a.dtype)
        places = np.stack(np.meshgrid(places, places, indexing="ij"), axis=2)  # (Y, X, 2)
        a = np.concatenate((a, np.broadcast_to(places, (len(a), *places.shape))), axis=3)
        cells = a.reshape(len(a), -1, a.shape[3])  # (B, cells, C + 2)
        s, first = self.first.forward(cells.mean(1))
        s = np.tanh(s)
        memory = self.attention.remember(cells.swapaxes(0, 1))
        return split(s, self.sizes), memory, (first, s)

    def _look_back(self, tape, dfirst, dmemory):
        first, s = tape
        dmean, _, own = self.first.backward(first, np.concatenate(dfirst, 1) * (1 - s**2))
        dcells = dmemory.swapaxes(0, 1)  # (B, cells, C + 2)
        da = dcells + dmean[:, None] / dcells.shape[1]
        return da[:, :, :-2], {"first": own}

    def _write(self, fed, first, memory):
        return Attentive(self.decoder.cell, self.attention).forward(fed, memory, first)

    def _write_back(self, tape, dy):
        dfirst, dcells, decoder, attention = tape.owner.backward(tape, dy)
        return dfirst, dcells, {"decoder": decoder, "attention": attention}
