"""A product and the sum that it goes into are one, but where somebody sees the difference."""

import numpy as np
import pytest
from both_ways import compare, drawn
from needs import need
from numpy import add, multiply, tanh

need("llvmlite")

from rnnlib import Recurrent, VanillaCell, compiled  # noqa: E402
from rnnlib.ops import tanh_slope  # noqa: E402


def made(kind, H):
    return Recurrent(kind(3, H, rng=np.random.default_rng(0)))


class SeenBefore(VanillaCell):
    """p is made of q before the product is added to q."""

    extras = ("q", "p")

    @staticmethod
    def step(S, xeh, a, q, p, h, tmp):
        S.dot(xeh, a)
        tanh(a, h)
        q[...] = 1.0
        S.dot(xeh, tmp)
        multiply(q, 2.0, p)
        add(q, tmp, q)


class SeenOnTheWayBack(VanillaCell):
    """Half of an adjoint is taken before the first product is added to it, and goes back, too."""

    @staticmethod
    def step_back(U, dh, dz, K, dh_, tmp):
        multiply(dh, K, dz)
        U.dot(dz, tmp)
        multiply(dh_, 0.5, dh)
        add(dh_, tmp, dh_)
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)
        add(dh_, dh, dh_)


class OfItself(VanillaCell):
    """On the way back a product is added to what it is a product of, twice."""

    def pack_back(self, packed):
        return super().pack_back(packed) | {"V": np.asfortranarray(packed["S"][:, -self.H :])}

    @staticmethod
    def local(h, K):
        tanh_slope(h, K)

    @staticmethod
    def step_back(U, V, dh, dz, K, dh_, tmp):
        V.dot(dh, tmp)
        add(dh, tmp, dh)
        V.dot(dh, tmp)
        add(dh, tmp, dh)
        multiply(dh, K, dz)
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)


@pytest.mark.parametrize("B", [1, 5, 20])
@pytest.mark.parametrize("kind", [SeenBefore, SeenOnTheWayBack, OfItself])
def test_it_is_what_numpy_does(kind, B):
    layer = made(kind, 40)
    assert compiled.reason(layer.cell) is None
    compare(layer, *drawn(layer, 2, B, 3, np.random.default_rng(0)), 512)


class Zeros(VanillaCell):
    """1/0 and 1/−0."""

    extras = ("p", "q")

    @staticmethod
    def step(S, xeh, a, h, p, q):
        S.dot(xeh, a)
        tanh(a, h)
        multiply(h, 0.0, p)
        multiply(p, p, p)
        add(p, 0.0, p)
        np.divide(1.0, p, p)
        multiply(h, 0.0, q)
        multiply(q, q, q)
        multiply(q, -0.0, q)
        add(q, -0.0, q)
        np.divide(1.0, q, q)


@pytest.mark.filterwarnings("ignore:divide by zero")
def test_zero_has_two_signs():
    layer = made(Zeros, 4)
    assert compiled.reason(layer.cell) is None
    _, tape = layer.forward(np.ones((1, 1, 3)))
    assert (tape["p"] == np.inf).all() and (tape["q"] == -np.inf).all()


BETA = 1.0


class Annealed(VanillaCell):
    """A number from outside scales its state."""

    @staticmethod
    def step(S, xeh, a, h):
        S.dot(xeh, a)
        multiply(a, BETA, h)


def test_a_number_that_changes_time_and_again_is_numpys(monkeypatch):
    layer, x = made(Annealed, 4), np.ones((1, 1, 3))
    for k in range(1, 13):
        monkeypatch.setitem(globals(), "BETA", k / 8)
        found = layer.forward(x)[0]
        with compiled.switched(False):
            np.testing.assert_allclose(found, layer.forward(x)[0], rtol=1e-12)
    assert "changes time and again" in compiled.reason(layer.cell)
    monkeypatch.setitem(globals(), "BETA", 1 / 8)  # one that it knows
    assert "changes" not in (compiled.reason(layer.cell) or "")
