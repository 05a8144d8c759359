"""Addressing by location: a step to the side."""

import numpy as np


def shift(w, s):
    """Graves, Wayne & Danihelka 2014, eq. 8, a circular convolution::

        w̃(i) = Σ_d s(d) w(i − d)      d = −R … R, places counted modulo N

    w (B, K, N); s (B, K, 2R + 1) how much of a shift by d = −R, …, R: not negative, their sum is 1.
    """
    around, R, N = wrapped(w, s), s.shape[-1] // 2, w.shape[-1]
    out = s[:, :, :1] * around[:, :, 2 * R :]  # d = −R: from the right
    for j in range(1, 2 * R + 1):
        out += s[:, :, j : j + 1] * around[:, :, 2 * R - j : 2 * R - j + N]
    return out


def shift_back(dw, w, s):
    """The adjoint of `shift`: dw of what was shifted, and ds, from dw (B, K, N) of w̃::

    dw(i) = Σ_d s(d) dw̃(i + d)      ds(d) = Σ_i dw̃(i) w(i − d)
    """
    before = shift(dw, s[:, :, ::-1])  # the same steps, the other way
    around, R, N = wrapped(w, s), s.shape[-1] // 2, w.shape[-1]
    ds = np.empty_like(s)
    for j in range(2 * R + 1):
        part = around[:, :, 2 * R - j : 2 * R - j + N]
        ds[:, :, j] = np.einsum("bkn,bkn->bk", dw, part)
    return before, ds


def wrapped(w, s):
    """w (B, K, N) with R places of its end before it and R of its beginning behind it."""
    R = s.shape[-1] // 2
    if not R:
        return w
    return np.concatenate((w[:, :, -R:], w, w[:, :, :R]), axis=-1)
