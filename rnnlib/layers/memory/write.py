"""Writing: first erase, then add."""

import numpy as np


def erase(M, w, e):
    """Graves, Wayne & Danihelka 2014, eq. 3: M̃(i) = M(i) ⊙ Π_heads (1 − w(i) e).

    Memory M (B, N, W), weightings w (B, K, N), erase vectors e (B, K, W) between 0 and 1. An
    element is set to 0 where weight and erase vector are both 1.
    """
    for head in range(w.shape[1]):
        M = M * kept(w, e, head)
    return M


def erase_back(dM, M, w, e):
    """The adjoint of `erase`: dM, dw and de, from dM (B, N, W) of M̃. For one head::

        dw(i) = −Σ_m dM̃(i, m) M(i, m) e(m)      de(m) = −Σ_i dM̃(i, m) M(i, m) w(i)
        dM = dM̃ ⊙ (1 − w(i) e)

    and for several the same, with the memory that the head found.
    """
    found = [M]
    for head in range(w.shape[1] - 1):
        found.append(found[-1] * kept(w, e, head))
    dw, de = np.empty_like(w), np.empty_like(e)
    for head in reversed(range(w.shape[1])):
        lost = dM * found[head]
        dw[:, head] = -np.matmul(lost, e[:, head, :, None])[:, :, 0]
        de[:, head] = -np.matmul(w[:, head, None], lost)[:, 0]
        dM = dM * kept(w, e, head)
    return dM, dw, de


def kept(w, e, head):
    """1 − w(i) e (B, N, W) of one head: how much of each element stays."""
    share = w[:, head, :, None] * e[:, head, None]
    return np.subtract(1, share, share)


def add(M, w, a):
    """Graves, Wayne & Danihelka 2014, eq. 4: M(i) = M̃(i) + Σ_heads w(i) a.

    Memory M̃ (B, N, W), weightings w (B, K, N), add vectors a (B, K, W).
    """
    return M + np.matmul(w.swapaxes(1, 2), a)


def add_back(dM, w, a):
    """The adjoint of `add`: dw(i) = dM(i) · a and da = Σ_i w(i) dM(i); that of M̃ is dM itself."""
    return np.matmul(a, dM.swapaxes(1, 2)), np.matmul(w, dM)
