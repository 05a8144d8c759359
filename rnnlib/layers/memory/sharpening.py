"""What a shift has blurred is made sharp again."""

import numpy as np

EPS = 1e-20  # added to every weight, so that an exact 0 has a logarithm, also in float32


def sharpen(w, gamma):
    """Graves, Wayne & Danihelka 2014, eq. 9::

        w(i) = w̃(i)^γ / Σ_j w̃(j)^γ

    w̃ (B, K, N), γ (B, K) ≥ 1. Computed as the softmax of γ log w̃, which no large γ underflows.
    Returns w and what `sharpen_back` needs: w̃ + ε and its logarithm.
    """
    p = w + w.dtype.type(EPS)
    log = np.log(p)
    out = gamma[:, :, None] * log
    out -= out.max(-1, keepdims=True)
    np.exp(out, out)
    out /= out.sum(-1, keepdims=True)
    return out, (p, log)


def sharpen_back(dw, w, gamma, kept):
    """The adjoint of `sharpen`: dw̃ and dγ, from dw (B, K, N), w the sharpened weighting::

    dz(i) = w(i) (dw(i) − Σ_j w(j) dw(j))      z = γ log w̃
    dw̃ = γ dz / w̃      dγ = Σ_i dz(i) log w̃(i)
    """
    p, log = kept
    dz = dw - np.einsum("bkn,bkn->bk", w, dw)[:, :, None]
    dz *= w
    dgamma = np.einsum("bkn,bkn->bk", dz, log)
    dz *= gamma[:, :, None]
    dz /= p
    return dz, dgamma
