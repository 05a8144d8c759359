"""The public edge: wrong input gets one clear sentence, so that loops need no checks."""

import operator
from numbers import Real

import numpy as np


def expect(fits, argument, expected, got):
    """ValueError «argument: expected …, got …» unless it fits."""
    if not fits:
        raise ValueError(f"{argument}: expected {expected}, got {got}")


def array_of(argument, value, kinds="fiu"):
    """The value as an array of real numbers, or of other kinds (NumPy's letters)."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in kinds:
        got = f"{array.dtype} {array.shape}" if array.ndim else repr(value)[:60]
        raise ValueError(f"{argument}: expected an array of {_KINDS[kinds]}, got {got}")
    return array


_KINDS = {"fiu": "real numbers", "f": "floats", "b": "bool", "iu": "integers"}


def whole(argument, value, least, what):
    """The value as an integer of at least ``least``; bool is not one."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    expect(number >= least and not isinstance(value, bool | np.bool_), argument, what, repr(value))
    return number


def size_of(name, value):
    """A size: a positive integer."""
    return whole(name, value, 1, "a positive integer")


def positive(argument, value):
    """A positive finite number."""
    fits = isinstance(value, Real) and not isinstance(value, bool) and 0 < value < np.inf
    expect(fits, argument, "a positive number", repr(value))
    return value


def float_type(dtype):
    """float64 or float32, as a dtype."""
    try:
        kind = np.dtype(dtype)
    except TypeError:
        kind = None
    expect(kind in (np.float64, np.float32), "dtype", "float64 or float32", kind or repr(dtype))
    return kind


def generator(rng):
    """A NumPy random generator."""
    fits = isinstance(rng, np.random.Generator)
    expect(fits, "rng", "a numpy.random.Generator", type(rng).__name__)
    return rng
