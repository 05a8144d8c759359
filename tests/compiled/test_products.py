"""Every kernel against NumPy on odd sizes; not a number around its arrays is touched or taken."""

import ctypes

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processors import DTYPES, MACHINES, named

from rnnlib.compiled.library import kernels
from rnnlib.compiled.panels import panels

POINTER, NUMBER = ctypes.c_void_p, ctypes.c_int64
GUARD = 70  # numbers around an array: more than any register holds

EACH = pytest.mark.parametrize("machine", MACHINES, ids=named)
TYPES = pytest.mark.parametrize("dtype", DTYPES, ids=str)
SIZES = st.integers(1, 40)
MANY = SIZES | st.integers(1, 999)  # more than all registers hold
FEW = settings(deadline=None, max_examples=12)


class Guarded:
    """An array of small whole numbers (their products are exact) with NaN on both sides of it."""

    def __init__(self, shape, dtype, rng):
        self.all = np.full(int(np.prod(shape)) + 2 * GUARD, np.nan, dtype)
        self.array = self.all[GUARD:-GUARD].reshape(shape)
        self.array[...] = rng.integers(-4, 5, shape)

    @property
    def address(self):
        return self.array.ctypes.data

    def whole(self):
        """Whether the guards stand."""
        return np.isnan(self.all[:GUARD]).all() and np.isnan(self.all[-GUARD:]).all()


def drawer(dtype, seed):
    rng, made = np.random.default_rng(seed), []

    def draw(*shape):
        made.append(Guarded(shape, dtype, rng))
        return made[-1]

    draw.all_whole = lambda: all(one.whole() for one in made)
    return draw


def called(found, name, *given):
    """One of the products, which are known by their addresses."""
    numbers = [NUMBER] * (len(given) - 3)
    ctypes.CFUNCTYPE(None, POINTER, POINTER, POINTER, *numbers)(found[name])(*given)


@EACH
@TYPES
@FEW
@given(M=SIZES, K=SIZES, B=SIZES, cut=st.data(), adds=st.booleans(), seed=st.integers(0, 999))
def test_products_of_panels(machine, dtype, M, K, B, cut, adds, seed):
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    first = cut.draw(st.integers(0, B - 1))
    last = cut.draw(st.integers(first + 1, B))
    v, z, S = draw(K, B), draw(M, B), draw(M, K)
    expected = z.array.copy()
    expected[:, first:last] = S.array @ v.array[:, first:last] + adds * z.array[:, first:last]
    before = z.array.copy()
    for given_ in (S.array, np.asfortranarray(S.array)):
        z.array[...] = before
        P = panels(found, given_)
        called(found, "add" if adds else "set", P.ctypes.data, v.address, z.address,
               M, K, B, B, first, last)  # fmt: skip
        np.testing.assert_array_equal(z.array, expected)
    assert draw.all_whole()


@EACH
@TYPES
@FEW
@given(M=MANY, K=SIZES, B=st.integers(1, 9), adds=st.booleans(), seed=st.integers(0, 999))
def test_products_of_few_columns(machine, dtype, M, K, B, adds, seed):
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    N, name = M + seed % 3, "add_few" if adds else "set_few"  # columns of S may lie apart
    S, v, z = draw(K, N), draw(K, B), draw(M, B)
    expected = S.array.T[:M] @ v.array + adds * z.array
    half = B // 2
    for first, last in ((0, half), (half, B)):
        called(found, name, S.address, v.address, z.address, M, K, B, B, first, last, N)
    np.testing.assert_array_equal(z.array, expected)
    assert draw.all_whole()


@EACH
@TYPES
@FEW
@given(M=SIZES, K=MANY, adds=st.booleans(), seed=st.integers(0, 999))
def test_products_of_one_column(machine, dtype, M, K, adds, seed):
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    N, name = K + seed % 3, "add_one" if adds else "set_one"
    S, v, z = draw(M, N), draw(K), draw(M)
    expected = S.array[:, :K] @ v.array + adds * z.array
    called(found, name, S.address, v.address, z.address, M, K, 1, 1, 0, 1, N)
    np.testing.assert_array_equal(z.array, expected)
    assert draw.all_whole()


@EACH
@TYPES
@FEW
@given(
    T=st.integers(1, 4), I=SIZES, J=SIZES, B=SIZES, adds=st.booleans(), cut=st.data(),
    seed=st.integers(0, 999),
)  # fmt: skip
def test_sums_and_products_over_steps(machine, dtype, T, I, J, B, adds, cut, seed):
    """A block of neither array is all of a step: rows lie before it and after it."""
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    first = cut.draw(st.integers(0, B - 1))
    last = cut.draw(st.integers(first + 1, B))
    a, b, out = draw(T, I + 2, B), draw(T, J + 1, B), draw(I, J + seed % 3)
    tile, width = found["tile"], found["width"]
    room = draw((I + tile + 2 * width) * T * (last - first))
    inside, some = (a.array[:, 1:-1], b.array[:, 1:]), slice(first, last)
    expected = out.array.copy()
    expected[:, :J] *= adds
    expected[:, :J] += np.einsum("tib,tjb->ij", inside[0][..., some], inside[1][..., some])
    row = B * dtype.itemsize
    where = a.address + row, (I + 2) * B, I, b.address + row, (J + 1) * B, J
    span = T, B, first, last, int(adds)
    found["outer"](*where, out.address, out.array.shape[1], *span, room.address)
    np.testing.assert_array_equal(out.array, expected)

    W, z = draw(J, I), draw(T, J + 1, B)
    expected = z.array.copy()
    expected[:, 1:, some] = W.array @ inside[0][..., some]
    P = panels(found, W.array)
    where = a.address + row, (I + 2) * B, I, z.address + row, (J + 1) * B, J
    found["apply"](P.ctypes.data, *where, T, B, first, last)
    np.testing.assert_array_equal(z.array, expected)
    assert draw.all_whole()


@EACH
@TYPES
@FEW
@given(I=SIZES, J=SIZES, K=SIZES, seed=st.integers(0, 999))
def test_products_of_rows(machine, dtype, I, J, K, seed):
    """Rows of each array may lie apart."""
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    a, b, out = draw(I, K + seed % 2), draw(J, K + seed % 3), draw(I, J + seed % 5)
    expected = out.array.copy()
    expected[:, :J] = a.array[:, :K] @ b.array[:, :K].T
    A, B, N = (one.array.shape[1] for one in (a, b, out))
    found["dots"](a.address, I, A, b.address, J, B, out.address, N, K)
    np.testing.assert_array_equal(out.array, expected)
    assert draw.all_whole()


@EACH
@TYPES
@FEW
@given(M=SIZES, K=SIZES, seed=st.integers(0, 999))
def test_panels_hold_every_row_once_and_zeros(machine, dtype, M, K, seed):
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    S, tile = draw(M, K), found["tile"]
    full = np.zeros((-(-M // tile) * tile, K), dtype)
    full[:M] = S.array
    expected = full.reshape(-1, tile, K).transpose(0, 2, 1).ravel()
    for given_ in (S.array, np.asfortranarray(S.array), S.array[::-1][::-1]):
        np.testing.assert_array_equal(panels(found, given_), expected)
    np.testing.assert_array_equal(panels(found, S.array[:, ::-1])[:tile], full[:tile, -1])


@EACH
@TYPES
@FEW
@given(T=st.integers(1, 3), n=SIZES, m=SIZES, seed=st.integers(0, 999))
def test_turning(machine, dtype, T, n, m, seed):
    found, draw = kernels(machine, dtype), drawer(dtype, seed)
    given_, into = draw(T, n, m), draw(T, m + 1, n)
    rest = into.array[:, m].copy()
    found["turn"](given_.address, n, m, into.address, (m + 1) * n, T)
    np.testing.assert_array_equal(into.array[:, :m], given_.array.transpose(0, 2, 1))
    np.testing.assert_array_equal(into.array[:, m], rest)
    assert draw.all_whole()
