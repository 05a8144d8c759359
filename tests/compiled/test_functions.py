"""exp and tanh of compiled loops over the whole range of floats, beside 50 digits of each."""

from decimal import Decimal, localcontext
from functools import cache

import numpy as np
import pytest
from processors import DTYPES, MACHINES, elementwise, named

from rnnlib.compiled import functions
from rnnlib.compiled.functions import FLAT, HIGHEST, LOWEST, ULPS

EACH = pytest.mark.parametrize("machine", MACHINES, ids=named)
TYPES = pytest.mark.parametrize("dtype", DTYPES, ids=str)


def points(dtype, n=800):
    """Of both signs: every size down to the subnormal numbers, what is ordinary, and all about the
    ends where the functions become flat, and about the halves of log 2 where a k ends."""
    rng, info = np.random.default_rng(0), np.finfo(dtype)
    sizes = 2.0 ** rng.uniform(np.log2(float(info.smallest_subnormal)), info.maxexp - 1e-3, n)
    ends = [HIGHEST[dtype], LOWEST[dtype], FLAT[dtype] / 2]
    ends += [np.log(float(info.max)), np.log(float(info.tiny)), *np.arange(0.5, 130) * np.log(2)]
    found = [sizes, rng.uniform(0, 1, n), rng.uniform(0, -LOWEST[dtype], n), np.abs(ends)]
    x = np.concatenate(found).astype(dtype)
    x = np.concatenate([x, np.nextafter(x[2 * n :], 0), np.nextafter(x[2 * n :], dtype.type(9e9))])
    x = np.concatenate([x, np.array([info.tiny, info.smallest_subnormal, 0, info.max], dtype)])
    return np.concatenate([x, -x])


def exp(x):
    """To fifty digits; what is beyond every float is a power of two."""
    return Decimal(x).max(-2000).min(2000).exp()


def tanh(x):
    """The same: (e^2x − 1) / (e^2x + 1), and x − x³/3 where that would lose its digits."""
    x = Decimal(x).max(-100).min(100)
    if abs(x) < Decimal("1e-13"):
        return x - x**3 / 3
    E = (2 * x).exp()
    return (E - 1) / (E + 1)


@cache
def values(function, dtype):
    """The exact values at all points, and the units in the last place of each."""
    info, found = np.finfo(dtype), []
    with localcontext(prec=50):
        for x in points(dtype).astype(float):
            exact = function(x).min(Decimal(2) ** int(info.maxexp))
            size = min(max(abs(float(exact)), float(info.tiny)), float(info.max))
            unit = Decimal(2) ** (int(np.frexp(size)[1]) - 1 - int(info.nmant))
            found.append((exact, unit))
    return found


def largest_error(got, function):
    """In units in the last place; ∞ counts as the power of two that is no float any more."""
    with localcontext(prec=50):
        beyond = Decimal(2) ** int(np.finfo(got.dtype).maxexp)
        pairs = zip(got.astype(float), values(function, got.dtype), strict=True)
        return max(
            abs((beyond if y == np.inf else Decimal(y)) - exact) / unit
            for y, (exact, unit) in pairs
        )


@EACH
@TYPES
@pytest.mark.parametrize("exact", [exp, tanh])
def test_no_error_is_larger_than_what_is_stated(exact, dtype, machine):
    name, x = exact.__name__, points(dtype)
    of = elementwise(machine, dtype, getattr(functions, name))
    assert largest_error(of(x), exact) < ULPS[name]


@EACH
@TYPES
def test_the_ends(dtype, machine):
    info = np.finfo(dtype)
    x = np.array([np.nan, np.inf, -np.inf, 0, -0.0, info.max, info.min, -np.nan], dtype)
    e = elementwise(machine, dtype, functions.exp)(x)
    np.testing.assert_array_equal(e, [np.nan, np.inf, 0, 1, 1, np.inf, 0, np.nan])
    t = elementwise(machine, dtype, functions.tanh)(x)
    np.testing.assert_array_equal(t, [np.nan, 1, -1, 0, -0.0, 1, -1, np.nan])
    assert np.signbit(t[4]) and not np.signbit(t[3])


@EACH
@TYPES
def test_tanh_is_odd_and_never_beyond_one(dtype, machine):
    x = points(dtype)
    y = elementwise(machine, dtype, functions.tanh)(x)
    assert np.abs(y).max() == 1
    np.testing.assert_array_equal(y[: len(x) // 2], -y[len(x) // 2 :])


@TYPES
def test_the_subnormal_numbers_are_not_skipped(dtype):
    """exp ends in them, step by step, and tanh keeps them as they are."""
    info = np.finfo(dtype)
    smallest = info.smallest_subnormal
    x = np.log(np.array([1, 2, 3, 100], np.float64) * float(smallest)).astype(dtype)
    e = elementwise(MACHINES[0], dtype, functions.exp)(x)
    np.testing.assert_allclose(e / smallest, [1, 2, 3, 100], rtol=0.02)
    tiny = np.array([1, 2, 3, 100, -7], dtype) * smallest
    np.testing.assert_array_equal(elementwise(MACHINES[0], dtype, functions.tanh)(tiny), tiny)
