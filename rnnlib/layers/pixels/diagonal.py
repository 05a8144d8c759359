"""The diagonal LSTM: from a corner to the opposite one, a whole diagonal at a time."""

import numpy as np

from rnnlib.layers.pixels.line import LineLSTM
from rnnlib.layers.pixels.skew import skew, unskew


class DiagonalLSTM(LineLSTM):
    """One direction of the diagonal BiLSTM (van den Oord et al. 2016, section 3.2).

    Pixel (r, c) reads the states of its neighbours on the left and above::

        [i, f, o, g] = [σ, σ, σ, tanh](h[r−1, c] K^ss_0 + h[r, c−1] K^ss_1 + x[r, c] K^is + b)
             c[r, c] = f ⊙ c[r, c−1] + i ⊙ g
             h[r, c] = o ⊙ tanh(c[r, c])

    and through them all pixels above it and left of it. Pixels with the same r + c do not read one
    another, so that they are computed together: `skew` makes columns of these diagonals, and the
    two states that a pixel reads stand in the column before, a convolution of two places along it.
    The state is (h, c), each (R, B, H): that on the left of every row.
    """

    offsets = (-1, 0)

    def __init__(self, D, H, *, rng, dtype=np.float64):
        super().__init__(D, H, (1, 1), rng=rng, dtype=dtype)

    def lines(self, z):
        return skew(z).swapaxes(0, 1)  # columns of the skewed map

    def lines_back(self, lines):
        return unskew(lines.swapaxes(0, 1))

    def inside(self, R, C):
        return skew(np.ones((R, C), bool)).T
