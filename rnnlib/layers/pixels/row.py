"""The row LSTM: from above downwards, a whole row at a time."""

import numpy as np

from rnnlib.edge import whole
from rnnlib.layers.pixels.line import LineLSTM
from rnnlib.layers.pixels.mask import check_kernel


class RowLSTM(LineLSTM):
    """Row LSTM (van den Oord et al. 2016, section 3.1): x (R, C, B, D) to h (R, C, B, H).

    The lines are the rows. For the row r, with convolutions of width k along it::

        [i, f, o, g]_r = [σ, σ, σ, tanh](K^ss ⊛ h_{r−1} + K^is ⊛ x_r)     equation 3
                   c_r = f ⊙ c_{r−1} + i ⊙ g
                   h_r = o ⊙ tanh(c_r)

    K^is (1, k, D, 4H) is masked (mask B), K^ss (k, H, 4H) is not: the row above is known. So
    pixel (r, c) sees c − 1 and c + 1 of the row above, c ± 2 of the next: a triangle, and not all
    of what came before. The state is (h, c), each (C, B, H): that of the row above the picture.
    """

    def __init__(self, D, H, k=3, *, rng, dtype=np.float64):
        (k, _) = check_kernel((whole("k", k, 1, "an odd number"), 1))
        self.offsets = tuple(range(-(k // 2), k // 2 + 1))
        super().__init__(D, H, (1, k), rng=rng, dtype=dtype)

    def lines(self, z):
        return z

    def lines_back(self, lines):
        return lines
