"""Gated recurrent units: without a reset gate, and with one before the product.

Which way the update gate points is a matter of convention. Here, as in Chung et al. 2014 and in
Ng's course, u *writes*: h = u ⊙ n + (1 − u) ⊙ h⁻. In Cho et al. 2014, PyTorch and Keras it *keeps*:
their z is our 1 − u.
"""

import numpy as np
from numpy import add, multiply, subtract, tanh

from rnnlib.cells.base import Cell, stack, unstack
from rnnlib.ops import sigmoid_, sigmoid_slope, tanh_slope


class SimpleGRUCell(Cell):
    """Gated recurrent unit without a reset gate.

    For x (B, D) and h (B, H); h⁻ is one step old; ⊙ elementwise::

        u = σ(x W + h⁻ U + b)        update gate
        n = tanh(x W + h⁻ U + b)     candidate
        h = u ⊙ n + (1 − u) ⊙ h⁻

    The columns of W (D, 2H), U (H, 2H) and b (2H,) are the blocks u, n.
    """

    gates, factors = ("u", "n"), ("A",)
    equations = {"u": "σ({z_u})", "n": "tanh({z_n})", "h": "{u}⊙{n} + (1 − {u})⊙{h⁻}"}

    @staticmethod
    def step(S, xeh, z, u, n, h_, h):
        S.dot(xeh, z)  # z = x W + h⁻ U + b
        sigmoid_(u)
        tanh(n, n)
        update(u, n, h_, h)

    @staticmethod
    def local(u, n, h_, K_u, K_n, A):
        update_local(u, n, h_, sigmoid_slope(u, K_u), K_n, A)

    @staticmethod
    def step_back(U, dh, dz, dz_u, dz_n, K_u, K_n, A, dh_, tmp):
        multiply(dh, K_u, dz_u)
        multiply(dh, K_n, dz_n)
        multiply(dh, A, tmp)
        add(dh_, tmp, dh_)  # h⁻ is seen by the loss, kept by h ...
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)  #   ... and seen by the gates


class GRUCell(Cell):
    """Gated recurrent unit, reset *before* the product (Cho et al. 2014, eq. 5–8).

    For x (B, D) and h (B, H); h⁻ is one step old; ⊙ elementwise::

        r, u = σ(x W + h⁻ U + b)     reset and update gate
           q = r ⊙ h⁻
           n = tanh(x W + q U + b)   candidate
           h = u ⊙ n + (1 − u) ⊙ h⁻

    The columns of W (D, 3H), U (H, 3H) and b (3H,) are the blocks r, u, n.
    """

    gates, factors = ("r", "u", "n"), ("A",)
    extras, operand, through = ("q",), ("q", "x", "e", "h"), ("S", "S_n")
    uses = {"S": ("xeh", "dz_ru"), "S_n": ("qxe", "dz_n")}
    equations = {
        "r": "σ({z_r})",
        "u": "σ({z_u})",
        "n": "tanh({z_n:r})",
        "h": "{u}⊙{n} + (1 − {u})⊙{h⁻}",
    }

    def pack(self, W):
        (W_ru, W_n), (U_ru, U_n), (b_ru, b_n) = self.split(W)
        return {
            "S": stack(W_ru, b_ru, U_ru),  # on [x; 1; h⁻]
            "S_n": stack(U_n, W_n, b_n),  # on [q; x; 1]
        }

    def split(self, W):
        """W, U and b, each as its part for the gates r, u and its part for n."""
        return [
            (p[..., : 2 * self.H], p[..., 2 * self.H :])
            for p in (W, self.params["U"], self.params["b"])
        ]

    def pack_back(self, packed):
        return {"U_ru": packed["S"].T[-self.H :], "U_n": packed["S_n"].T[: self.H]}

    def input_weights(self, packed):
        return join(packed["S"].T[: self.D], packed["S_n"].T[self.H : -1])

    @staticmethod
    def step(S, S_n, xeh, qxe, ru, r, u, n, q, h_, h):
        S.dot(xeh, ru)
        sigmoid_(ru)
        multiply(r, h_, q)  # q = r ⊙ h⁻
        S_n.dot(qxe, n)
        tanh(n, n)
        update(u, n, h_, h)

    @staticmethod
    def local(ru, u, n, h_, K_ru, K_r, K_u, K_n, A):
        sigmoid_slope(ru, K_ru)
        K_r *= h_  # ∂q/∂z_r = h⁻ σ′
        update_local(u, n, h_, K_u, K_n, A)

    @staticmethod
    def step_back(U_ru, U_n, dh, dz_ru, dz_r, dz_u, dz_n, K_r, K_u, K_n, A, r, dh_, tmp, tmp_q):
        multiply(dh, K_u, dz_u)
        multiply(dh, K_n, dz_n)
        U_n.dot(dz_n, tmp_q)  # ∂L/∂q
        multiply(tmp_q, K_r, dz_r)
        multiply(tmp_q, r, tmp_q)
        add(dh_, tmp_q, dh_)  # h⁻ is seen by q ...
        multiply(dh, A, tmp)
        add(dh_, tmp, dh_)  #   ... kept by h ...
        U_ru.dot(dz_ru, tmp)
        add(dh_, tmp, dh_)  #   ... and seen by the gates

    def unpack(self, sums, D):
        W, b, U = unstack(sums["S"], D)
        U_n, W_n, b_n = np.split(sums["S_n"], [self.H, self.H + D])
        return {"W": join(W, W_n), "b": join(b, b_n[0]), "U": join(U, U_n)}


def update(u, n, h_, h):
    """h = h⁻ + u ⊙ (n − h⁻), which is u ⊙ n + (1 − u) ⊙ h⁻ in one pass fewer."""
    subtract(n, h_, h)
    multiply(u, h, h)
    add(h_, h, h)


def update_local(u, n, h_, K_u, K_n, A):
    """The local factors of `update`; K_u comes in as σ′."""
    K_u *= n - h_  # ∂h/∂z_u = (n − h⁻) σ′
    tanh_slope(n, K_n)
    K_n *= u  # ∂h/∂z_n = u tanh′
    subtract(1, u, A)  # ∂h/∂h⁻ = 1 − u


def join(first, last):
    """Two parts of a parameter side by side."""
    return np.concatenate((first, last), axis=-1)
