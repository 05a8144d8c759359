"""The gate between what was looked for and where the head stood."""

import numpy as np


def interpolate(w_c, g, w_before):
    """Graves, Wayne & Danihelka 2014, eq. 7: w_g = g w_c + (1 − g) w_{t−1}.

    w_c and w_before (B, K, N), the gate g (B, K) between 0, stay, and 1, go where the content is.
    """
    w = w_c - w_before
    w *= g[:, :, None]
    w += w_before
    return w


def interpolate_back(dw, w_c, g, w_before):
    """The adjoint of `interpolate`: dw_c, dg and dw_before, from dw (B, K, N)::

    dw_c = g dw      dg = Σ_i dw(i) (w_c(i) − w_{t−1}(i))      dw_{t−1} = (1 − g) dw
    """
    dw_c = dw * g[:, :, None]
    dg = np.einsum("bkn,bkn->bk", dw, w_c - w_before)
    return dw_c, dg, dw - dw_c
