"""Reading: a mean of the rows of the memory."""

import numpy as np


def read(M, w):
    """Graves, Wayne & Danihelka 2014, eq. 2: r = Σ_i w(i) M(i), for every head.

    Memory M (B, N, W), weightings w (B, K, N); returns r (B, K, W).
    """
    return np.matmul(w, M)


def read_back(dr, M, w):
    """The adjoint of `read`: dM(i) = Σ_heads w(i) dr and dw(i) = dr · M(i), from dr (B, K, W)."""
    return np.matmul(w.swapaxes(1, 2), dr), np.matmul(dr, M.swapaxes(1, 2))
