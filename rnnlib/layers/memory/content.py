"""Addressing by content: which places look like the key?"""

import numpy as np

EPS = 1e-6  # added to squared lengths: a place of hardly any length is similar to nothing


def content_weights(k, beta, M):
    """Graves, Wayne & Danihelka 2014, eq. 5 and 6, for every head::

        C(i) = k · M(i) / (‖k‖ ‖M(i)‖)              cosine similarity (K in the paper)
        w_c(i) = exp(β C(i)) / Σ_j exp(β C(j))      the weighting by content

    Keys k (B, K, W) of K heads, their strengths β (B, K) > 0, memory M (B, N, W) of N places.
    Lengths are ‖v‖ = √(v·v + ε), so that an empty place divides nothing by 0.
    Returns w_c (B, K, N), and what `content_back` needs: (C, ‖k‖, ‖M‖).
    """
    k_length = np.sqrt(np.einsum("bkw,bkw->bk", k, k) + EPS)
    M_length = np.sqrt(np.einsum("bnw,bnw->bn", M, M) + EPS)
    C = np.matmul(k, M.swapaxes(1, 2))
    C /= k_length[:, :, None]
    C /= M_length[:, None]
    w = beta[:, :, None] * C
    w -= w.max(-1, keepdims=True)
    np.exp(w, w)
    w /= w.sum(-1, keepdims=True)
    return w, (C, k_length, M_length)


def content_back(dw, w, k, beta, M, kept):
    """The adjoint of `content_weights`: dk, dβ and dM, from dw (B, K, N)::

    dz(i) = w_c(i) (dw(i) − Σ_j w_c(j) dw(j))            z = β C
    dβ = Σ_i dz(i) C(i)         dC = β dz
    dk = Σ_i dC(i) (M(i) / (‖k‖ ‖M(i)‖) − C(i) k / ‖k‖²)
    dM(i) = Σ_heads dC(i) (k / (‖k‖ ‖M(i)‖) − C(i) M(i) / ‖M(i)‖²)
    """
    C, k_length, M_length = kept
    dz = dw - np.einsum("bkn,bkn->bk", w, dw)[:, :, None]
    dz *= w
    dzC = dz * C
    dbeta = dzC.sum(-1)
    dz *= (beta / k_length)[:, :, None]
    dz /= M_length[:, None]  # dC / (‖k‖ ‖M(i)‖)
    dk = np.matmul(dz, M)
    dk -= k * (beta * dbeta / k_length**2)[:, :, None]
    dM = np.matmul(dz.swapaxes(1, 2), k)
    dM -= M * (np.einsum("bk,bkn->bn", beta, dzC) / M_length**2)[:, :, None]
    return dk, dbeta, dM
