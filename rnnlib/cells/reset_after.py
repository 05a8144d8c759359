"""The gated recurrent unit as libraries compute it."""

import numpy as np
from numpy import add, multiply, tanh

from rnnlib.cells.base import Cell, stack, unstack
from rnnlib.cells.gru import GRUCell, join, update, update_local
from rnnlib.ops import sigmoid_, sigmoid_slope


class ResetAfterGRUCell(Cell):
    """Gated recurrent unit, reset *after* the product: the form of cuDNN, PyTorch and Keras.

    For x (B, D) and h (B, H); h⁻ is one step old; ⊙ elementwise::

        r, u = σ(x W + h⁻ U + b)         reset and update gate
           a = h⁻ U + b_U                what the reset gate lets through
           n = tanh(x W + b + r ⊙ a)     candidate
           h = u ⊙ n + (1 − u) ⊙ h⁻

    The columns of W (D, 3H), U (H, 3H) and b (3H,) are the blocks r, u, n; b_U (H,).
    """

    gates, inputs, factors = ("a", "r", "u", "n"), ("r", "u", "n"), ("A",)
    through = ("S", "S_n")
    uses = {"S": ("xeh", "dz_ru"), "S_n": ("xe", "dz_n"), "S_a": ("eh", "dz_a")}
    equations = GRUCell.equations | {"n": "tanh({z_n:after})"}

    def draw(self, rng):
        return super().draw(rng) | {"b_U": np.zeros(self.H, self.dtype)}

    def pack(self, W):
        (W_ru, W_n), (U_ru, U_n), (b_ru, b_n) = GRUCell.split(self, W)
        return {
            "S": stack(W_ru, b_ru, U_ru),  # on [x; 1; h⁻]
            "S_n": stack(W_n, b_n),  # on [x; 1]
            "S_a": stack(self.params["b_U"], U_n),  # on [1; h⁻]
        }

    def pack_back(self, packed):
        return {"U_aru": join(packed["S_a"].T[1:], packed["S"].T[-self.H :])}

    def input_weights(self, packed):
        return join(packed["S"].T[: self.D], packed["S_n"].T[:-1])

    @staticmethod
    def step(S, S_n, S_a, xeh, xe, eh, a, ru, r, u, n, h_, h, tmp):
        S.dot(xeh, ru)
        sigmoid_(ru)
        S_a.dot(eh, a)  # a = h⁻ U + b_U
        S_n.dot(xe, n)
        multiply(r, a, tmp)
        add(n, tmp, n)
        tanh(n, n)
        update(u, n, h_, h)

    @staticmethod
    def local(a, ru, r, u, n, h_, K_a, K_ru, K_r, K_u, K_n, A):
        sigmoid_slope(ru, K_ru)
        update_local(u, n, h_, K_u, K_n, A)
        multiply(K_n, r, K_a)  # ∂h/∂a = ∂h/∂z_n r
        K_r *= a
        K_r *= K_n  # ∂h/∂z_r = ∂h/∂z_n a σ′

    @staticmethod
    def step_back(U_aru, dh, dz_aru, dz_a, dz_r, dz_u, dz_n, K_a, K_r, K_u, K_n, A, dh_, tmp):
        multiply(dh, K_a, dz_a)
        multiply(dh, K_r, dz_r)
        multiply(dh, K_u, dz_u)
        multiply(dh, K_n, dz_n)
        multiply(dh, A, tmp)
        add(dh_, tmp, dh_)  # h⁻ is seen by the loss, kept by h ...
        U_aru.dot(dz_aru, tmp)
        add(dh_, tmp, dh_)  #   ... and seen by a and the gates

    def unpack(self, sums, D):
        W, b, U = unstack(sums["S"], D)
        W_n, b_n = sums["S_n"][:D], sums["S_n"][D]
        b_U, U_n = sums["S_a"][0], sums["S_a"][1:]
        return {"W": join(W, W_n), "b": join(b, b_n), "U": join(U, U_n), "b_U": b_U}
