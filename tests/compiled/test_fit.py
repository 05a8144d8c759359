"""Arrays that are not what machine code takes them for are left to NumPy, or to its errors."""

import numpy as np
import pytest
from both_ways import run
from needs import need
from numpy import add, multiply, tanh

need("llvmlite")

from rnnlib import Recurrent, VanillaCell, compiled  # noqa: E402
from rnnlib.cells.base import Cell  # noqa: E402


class Scaled(VanillaCell):
    """h = c tanh(a), where `pack` brings c."""

    c = staticmethod(lambda H, dtype: np.full((H, 1), 0.5, dtype))

    def pack(self, W):
        return super().pack(W) | {"c": self.c(self.H, self.dtype)}

    @staticmethod
    def step(S, c, xeh, a, h):
        S.dot(xeh, a)
        tanh(a, h)
        multiply(h, c, h)


class OtherMatrix(VanillaCell):
    """`pack` brings something else than S."""

    def pack(self, W):
        return {"S": self.other(super().pack(W)["S"])}


class Parted(Cell):
    """A product of local factors, which lie apart in machine code."""

    gates = ("f", "g")

    @staticmethod
    def step(S, xeh, z, f, g, h):
        S.dot(xeh, z)
        tanh(z, z)
        multiply(f, g, h)

    @staticmethod
    def local(f, g, K_f, K_g):
        multiply(g, 1 - f * f, K_f)
        multiply(f, 1 - g * g, K_g)

    @staticmethod
    def step_back(U, dh, dz_f, dz_g, K, K_f, K_g, dh_, tmp):
        multiply(dh, K_f, dz_f)
        multiply(dh, K_g, dz_g)
        U.dot(K, tmp)
        add(dh_, tmp, dh_)


class Twice(Cell):
    """A gate that is called like the state."""

    gates = ("h", "g")

    @staticmethod
    def step(S, xeh, z, g, h):
        S.dot(xeh, z)
        tanh(g, h)

    @staticmethod
    def local(h, K):
        K[...] = 1

    @staticmethod
    def step_back(U, dh, dz, dz_g, dh_, tmp):
        dz[...] = 0
        multiply(dh, 0.5, dz_g)


class Fed(VanillaCell):
    """h = tanh(a + x), which takes H inputs, and no symbols."""

    @staticmethod
    def step(S, xeh, x, a, h):
        S.dot(xeh, a)
        tanh(a + x, h)


class FedBack(VanillaCell):
    """Its slope is written with x, which is of no importance to numbers."""

    @staticmethod
    def local(x, h, K):
        K[...] = 1 - h * h + 0 * x


def outcomes(cell, x, backward=True):
    """What comes of a run, compiled and not: the numbers, or the error."""
    layer, found = Recurrent(cell), []
    dy = np.random.default_rng(1).normal(size=(*x.shape[:2], cell.H)).astype(cell.dtype)
    for on in (True, False):
        with compiled.switched(on):
            try:
                found.append(
                    run(layer, (x, None, None), (dy, None))
                    if backward
                    else {"y": layer.forward(x)[0]}
                )
            except ValueError as fault:
                found.append(str(fault))
    return found


def compare(cell, x, backward=True):
    fast, slow = outcomes(cell, x, backward)
    if isinstance(slow, str):
        assert fast == slow
        return
    for name, expected in slow.items():
        np.testing.assert_allclose(fast[name], expected, rtol=1e-5, atol=1e-6, err_msg=name)


def drawn(D=3, B=4):
    return np.random.default_rng(0).normal(size=(5, B, D))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("c", "fits"),
    [
        (lambda H, dtype: np.full((H, 1), 0.5, dtype), True),
        (lambda H, dtype: np.full((1, H), 0.5, dtype).T, True),
        (lambda H, dtype: np.full((2 * H, 3), 0.5, dtype)[::2, :1], True),
        (lambda H, dtype: np.full((H, 1), 0.5, {"f": "d", "d": "f"}[np.dtype(dtype).char]), False),
        (lambda H, dtype: np.full((H, 1), 2), False),
        (lambda H, dtype: np.full((1, 1), 0.5, dtype), False),
        (lambda H, dtype: np.full(H, 0.5, dtype), False),
        (lambda H, dtype: np.full((H, 4), 0.5, dtype), False),
        (lambda H, dtype: np.array(0.5, dtype), False),
        (lambda H, dtype: 0.5, False),
    ],
)
def test_columns_that_pack_brings(c, fits, dtype):
    kind = type("OddCell", (Scaled,), {"c": staticmethod(c)})
    cell = kind(3, 4, rng=np.random.default_rng(0), dtype=dtype)
    assert (compiled.reason(cell) is None) == fits, compiled.reason(cell)
    compare(cell, drawn().astype(dtype))


@pytest.mark.parametrize("B", [1, 2, 4, 17])
@pytest.mark.parametrize(
    ("other", "fits"),
    [
        (lambda S: S, True),
        (lambda S: S[::-1, ::-1], True),
        (lambda S: np.repeat(np.repeat(S, 2, 0), 3, 1)[::2, ::3], True),
        (lambda S: np.asfortranarray(S), True),
        (lambda S: np.ascontiguousarray(S), True),
        (lambda S: S.astype(np.float32), False),
        (lambda S: S[:, :-1], False),
        (lambda S: S[:-1], False),
        (lambda S: np.concatenate([S, S]), False),
    ],
)
def test_matrices_that_pack_brings(other, fits, B):
    kind = type("OddCell", (OtherMatrix,), {"other": staticmethod(other)})
    cell = kind(3, 4, rng=np.random.default_rng(0))
    with compiled.switched(True):
        if fits:
            assert compiled.reason(cell) is None
        compare(cell, drawn(B=B), backward=fits)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (Parted, "its U.dot is called with arrays that lie apart."),
        (Twice, "its arrays cannot be told apart: two of them are called h."),
    ],
)
def test_arrays_that_lie_apart_and_names_that_mean_two(kind, why):
    cell = kind(3, 4, rng=np.random.default_rng(0))
    assert compiled.reason(cell).endswith(why)
    compare(cell, drawn(), backward=kind is Parted)


def test_symbols_are_no_numbers():
    cell = Fed(4, 4, rng=np.random.default_rng(0))
    assert compiled.reason(cell) is None
    compare(cell, drawn(4))
    symbols = np.array([[0, 1], [2, 3]])
    fast, slow = outcomes(cell, symbols, backward=False)
    assert fast == slow and "broadcast" in slow


def test_input_weights_that_do_not_fit():
    class OtherWeights(VanillaCell):
        def input_weights(self, packed):
            return super().input_weights(packed)[:, :-1]

    cell = OtherWeights(3, 4, rng=np.random.default_rng(0))
    assert compiled.reason(cell).endswith("its W has the shape (3, 3) where (3, 4) is meant.")
    compare(cell, drawn(B=17))


def test_symbols_are_no_numbers_on_the_way_back_either():
    """Also where the same program has been in use for numbers before."""
    cell = FedBack(4, 4, rng=np.random.default_rng(0))
    compare(cell, drawn(4, B=2))
    fast, slow = outcomes(cell, np.array([[0, 1], [2, 3]]))
    assert fast == slow and "broadcast" in slow
