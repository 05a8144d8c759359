"""The plain recurrent cells: hidden to hidden, and output to hidden."""

import numpy as np
from numpy import add, greater, multiply, tanh

from rnnlib.cells.base import Cell
from rnnlib.edge import size_of
from rnnlib.init import glorot_uniform
from rnnlib.ops import tanh_slope


class VanillaCell(Cell):
    """The simple recurrent network (Elman 1990; Goodfellow et al. 2016, eq. 10.8 and 10.9).

    For x (B, D) and h (B, H); h⁻ is one step old::

        a = x W + h⁻ U + b
        h = tanh(a)

    W (D, H), U (H, H), b (H,).
    """

    gates = ("a",)
    equations = {"a": "{z_a}", "h": "tanh({a})"}

    @staticmethod
    def step(S, xeh, a, h):
        S.dot(xeh, a)  # a = x W + h⁻ U + b
        tanh(a, h)

    @staticmethod
    def local(h, K):
        tanh_slope(h, K)  # ∂h/∂a

    @staticmethod
    def step_back(U, dh, dz, K, dh_, tmp):
        multiply(dh, K, dz)
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)  # h⁻ is seen by a, and by the loss


class VanillaReLUCell(VanillaCell):
    """The simple recurrent network with h = max(a, 0) (Le, Jaitly & Hinton 2015).

    As `VanillaCell`, but for the activation; the derivative at a = 0 is taken as 0.
    """

    equations = {"a": "{z_a}", "h": "max({a}, 0)"}

    @staticmethod
    def step(S, xeh, a, h):
        S.dot(xeh, a)
        np.maximum(a, 0, out=h)

    @staticmethod
    def local(h, K):
        greater(h, 0, K)  # ∂h/∂a, one or zero


class JordanCell(Cell):
    """Output to hidden recurrence (Jordan 1986; Goodfellow et al. 2016, fig. 10.4).

    Only the output y (B, O) is carried from step to step; for x (B, D), y⁻ one step old::

        a = x W + y⁻ U + b
        h = tanh(a)
        y = h V + b_y

    W (D, H), U (O, H), b (H,), V (H, O), b_y (O,). O is H unless it is given.
    """

    gates, states, extras, operand = ("a",), ("y",), ("h",), ("x", "e", "y")
    equations = {"a": "{z_a:y}", "h": "tanh({a})", "y": "{y:h}"}

    def __init__(self, D, H, O=None, *, rng, dtype=np.float64):
        self.O = H if O is None else size_of("O", O)
        super().__init__(D, H, rng=rng, dtype=dtype)

    def draw(self, rng):
        D, H, O, kind = self.D, self.H, self.O, self.dtype
        return {
            "W": glorot_uniform((D, H), rng=rng, dtype=kind),
            "U": glorot_uniform((O, H), rng=rng, dtype=kind),
            "b": np.zeros(H, kind),
            "V": glorot_uniform((H, O), rng=rng, dtype=kind),
            "b_y": np.zeros(O, kind),
        }

    def size(self, name):
        return self.O if name == "y" else super().size(name)

    def pack(self, W):
        V, b_y = self.params["V"].copy().T, self.params["b_y"][:, None].copy()
        return super().pack(W) | {"V": V, "b_y": b_y}

    def pack_back(self, packed):
        return super().pack_back(packed) | {"Vt": packed["V"].T}

    @staticmethod
    def step(S, V, b_y, xey, a, h, y):
        S.dot(xey, a)  # a = x W + y⁻ U + b
        tanh(a, h)
        V.dot(h, y)
        add(y, b_y, y)  # y = h V + b_y

    @staticmethod
    def local(h, K):
        tanh_slope(h, K)  # ∂h/∂a

    @staticmethod
    def step_back(U, Vt, dy, dz, K, dy_, tmp, tmp_y):
        Vt.dot(dy, tmp)  # ∂L/∂h
        multiply(tmp, K, dz)
        U.dot(dz, tmp_y)
        add(dy_, tmp_y, dy_)  # y⁻ is seen by a, and by the loss

    @property
    def uses(self):
        return super().uses | {"V": ("h", "dy")}

    def products(self, flat):
        return {"b_y": flat["dy"].sum(1)}

    def unpack(self, sums, D):
        return super().unpack(sums, D) | {name: sums[name] for name in ("V", "b_y")}
