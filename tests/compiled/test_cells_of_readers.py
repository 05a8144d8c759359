"""Cells with states, sizes, matrices and sums of their own: compiled as they stand, and right."""

import numpy as np
import pytest
from both_ways import compare, drawn, taken, weak
from kinds import random_mask, random_state
from needs import need
from numpy import add, multiply, subtract, tanh

need("llvmlite")

from rnnlib import Recurrent, VanillaCell, check_gradients, compiled  # noqa: E402
from rnnlib.cells.base import Cell  # noqa: E402
from rnnlib.init import glorot_uniform  # noqa: E402
from rnnlib.ops import sigmoid_, sigmoid_slope, tanh_slope  # noqa: E402


class TwoLayerCell(Cell):
    """h = tanh(x W + h⁻ U + b), y = tanh(h V): V is multiplied with this step's h, of O columns."""

    gates, states, inputs = ("a", "o"), ("y", "h"), ("a",)
    O = 2

    def size(self, name):
        return self.O if name in ("o", "y") else super().size(name)

    def draw(self, rng):
        V = glorot_uniform((self.H, self.O), rng=rng, dtype=self.dtype)
        return super().draw(rng) | {"V": V}

    def pack(self, W):
        return super().pack(W) | {"V": self.params["V"].T.copy()}

    def pack_back(self, packed):
        return super().pack_back(packed) | {"Vt": packed["V"].T}

    @staticmethod
    def step(S, V, xeh, a, o, h, y):
        S.dot(xeh, a)
        tanh(a, h)
        V.dot(h, o)
        tanh(o, y)

    @staticmethod
    def local(h, y, K_a, K_o):
        tanh_slope(h, K_a)
        tanh_slope(y, K_o)

    @staticmethod
    def step_back(U, Vt, dy, dh, dz_a, dz_o, K_a, K_o, dh_, tmp):
        multiply(dy, K_o, dz_o)
        Vt.dot(dz_o, tmp)
        add(dh, tmp, dh)
        multiply(dh, K_a, dz_a)
        U.dot(dz_a, tmp)
        add(dh_, tmp, dh_)

    @property
    def uses(self):
        return {"S": ("xeh", "dz_a"), "V": ("h", "dz_o")}

    def unpack(self, sums, D):
        return super().unpack(sums, D) | {"V": sums["V"]}


class LeakyCell(Cell):
    """h = h⁻ + k (n − h⁻), n = tanh(a), k = σ(r): r (H,) is learned; written with operators."""

    gates, extras, factors = ("a",), ("n",), ("A",)

    def draw(self, rng):
        return super().draw(rng) | {"r": np.zeros(self.H, self.dtype)}

    def pack(self, W):
        k = self.params["r"][:, None].copy()
        return super().pack(W) | {"k": sigmoid_(k)}

    def pack_back(self, packed):
        return super().pack_back(packed) | {"k": packed["k"]}

    @staticmethod
    def step(S, k, xeh, a, n, h_, h):
        S.dot(xeh, a)
        n[...] = tanh(a)
        h[...] = h_ + k * (n - h_)

    @staticmethod
    def local(n, K, A):
        tanh_slope(n, K)
        A[...] = 1

    @staticmethod
    def step_back(U, k, dh, dz, K, A, dh_, tmp):
        dz[...] = dh * K * k
        dh_ += dh * A * (1 - k)
        U.dot(dz, tmp)
        dh_ += tmp

    def products(self, flat):
        k = sigmoid_(self.params["r"].copy())
        return {"r": (flat["dh"] * (flat["n"] - flat["h_"])).sum(1) * k * (1 - k)}

    def unpack(self, sums, D):
        return super().unpack(sums, D) | {"r": sums["r"]}


class SlowCell(Cell):
    """Three states, one the mean of another, none in the operand but the output."""

    gates, states, factors = ("u", "g"), ("h", "c", "s"), ("A", "B", "M", "N")

    @staticmethod
    def step(S, xeh, z, u, g, c_, c, s_, s, h):
        S.dot(xeh, z)
        sigmoid_(u)
        tanh(g, g)
        subtract(g, c_, c)
        multiply(u, c, c)
        add(c_, c, c)  # c = c⁻ + u (g − c⁻)
        s[...] = 0.5 * (s_ + c)
        multiply(c, s, h)

    @staticmethod
    def local(u, g, c, c_, s, K_u, K_g, A, B, M, N):
        sigmoid_slope(u, K_u)
        K_u *= g - c_
        tanh_slope(g, K_g)
        K_g *= u
        A[...] = 1 - u  # ∂c/∂c⁻
        B[...] = 0.5  # ∂s/∂s⁻, ∂s/∂c
        M[...], N[...] = s, c  # ∂h/∂c, ∂h/∂s

    @staticmethod
    def step_back(U, dh, dc, ds, dz, dz_u, dz_g, K_u, K_g, A, B, M, N, dh_, dc_, ds_, tmp):
        ds += dh * N
        dc += dh * M + B * ds
        ds_ += B * ds
        multiply(dc, K_u, dz_u)
        multiply(dc, K_g, dz_g)
        dc_ += dc * A
        U.dot(dz, tmp)
        dh_ += tmp


class SquareCell(VanillaCell):
    """h = a / √(1 + a²), a few operations that no cell of the package has."""

    @staticmethod
    def step(S, xeh, a, h):
        S.dot(xeh, a)
        h[...] = a / np.sqrt(1 + a**2)

    @staticmethod
    def local(a, K):
        q = np.reciprocal(1 + np.square(a))
        K[...] = q * np.sqrt(q)


CELLS = [TwoLayerCell, LeakyCell, SlowCell, SquareCell]


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", CELLS)
def test_compiled_runs_are_those_of_numpy(kind, dtype, masked):
    rng = np.random.default_rng(0)
    for B, D, H in ((1, 1, 1), (1, 3, 4), (2, 2, 5), (17, 3, 4), (40, 9, 17)):
        layer = weak(Recurrent(kind(D, H, rng=rng, dtype=dtype)), rng)
        compare(layer, *drawn(layer, 5, B, D, rng, masked=masked), 64)
        compare(layer, *drawn(layer, 5, B, D, rng, symbols=True, masked=masked), 64)


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("B", [1, 3, 9])
@pytest.mark.parametrize("kind", CELLS)
def test_their_gradients_are_right(kind, B, masked):
    rng = np.random.default_rng(B)
    layer = weak(Recurrent(kind(2, 3, rng=rng)), rng)
    assert compiled.reason(layer.cell) is None
    mask = random_mask(4, B, rng) if masked else None
    x, state = rng.normal(size=(4, B, 2)), random_state(layer, B, rng)
    for way in (taken(), compiled.switched(False)):
        with way:
            errors = check_gradients(layer, x, state, mask, rng=rng)
        assert max(errors.values()) < 1e-7, errors
