"""The public edge: wrong input gets one clear sentence, so that loops need no checks."""

import operator
import os
import sys
from collections.abc import Iterable, Mapping
from numbers import Real
from pathlib import Path

import numpy as np


def expect(fits, argument, expected, got):
    """ValueError «argument: expected …, got …» unless it fits."""
    if not fits:
        raise ValueError(f"{argument}: expected {expected}, got {got}")


def brief(value):
    """What a wrong value is called in a sentence: one line, not long."""
    try:
        return " ".join(repr(value).split())[:60]
    except Exception:  # its own repr fails
        return type(value).__name__


def array_of(argument, value, kinds="fiu"):
    """The value as an array of real numbers, or of other kinds (NumPy's letters)."""
    array = any_array(argument, value)
    if array.dtype.kind not in kinds:
        got = f"{array.dtype} {array.shape}" if array.ndim else brief(value)
        raise ValueError(f"{argument}: expected an array of {_KINDS[kinds]}, got {got}")
    return array


def any_array(argument, value):
    """The value as an array of whatever it holds; of None where it is ragged."""
    hidden = isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value)
    expect(not hidden, argument, "every number", "a masked array that hides some")
    try:
        return np.asarray(value)
    except ValueError:
        return np.asarray(None)


_KINDS = {
    "fiu": "real numbers",
    "fiub": "real numbers",
    "f": "floats",
    "b": "bool",
    "iu": "integers",
}


def whole(argument, value, least, what):
    """The value as an integer of at least ``least``; bool is not one."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    expect(number >= least and not isinstance(value, bool | np.bool_), argument, what, repr(value))
    expect(number <= sys.maxsize, argument, "a number that fits into 64 bits", repr(value))
    return number


def size_of(name, value):
    """A size: a positive integer."""
    return whole(name, value, 1, "a positive integer")


def positive(argument, value):
    """A positive finite number."""
    fits = isinstance(value, Real) and not isinstance(value, bool) and 0 < value < np.inf
    expect(fits, argument, "a positive number", brief(value))
    return value


def finite(argument, value):
    """A finite number, as a float."""
    fits = isinstance(value, Real) and not isinstance(value, bool) and np.isfinite(value)
    expect(fits, argument, "a finite number", brief(value))
    return float(value)


def one_of(argument, value, kind, what):
    """A value of this kind (a class, or several); ``what`` says which in words."""
    expect(isinstance(value, kind), argument, what, type(value).__name__)
    return value


def iterable(argument, value):
    """What a loop can go through."""
    return one_of(argument, value, Iterable, "something to loop over, such as a list")


def mapping(argument, value, what):
    """A dict, or what can be read like one."""
    return one_of(argument, value, Mapping, what)


def path_of(argument, path):
    """A place on disk; a number would be an open file of this process, such as its output."""
    fits = isinstance(path, str | os.PathLike) and "\0" not in (name := os.fspath(path)) and name
    expect(fits, argument, "a path", repr(path)[:60])
    return Path(path)


def float_type(dtype):
    """float64 or float32, as a dtype."""
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError):
        kind = None
    fits = dtype is not None and kind in (np.float64, np.float32) and kind.isnative
    expect(
        fits, "dtype", "float64 or float32", repr(dtype) if dtype is None else kind or repr(dtype)
    )
    return kind


def float_kind(dtype):
    """Any floating type, as a dtype."""
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError):
        kind = None
    expect(kind is not None and kind.kind == "f", "dtype", "a floating type", kind or repr(dtype))
    return kind


def generator(rng):
    """A NumPy random generator."""
    fits = isinstance(rng, np.random.Generator)
    expect(fits, "rng", "a numpy.random.Generator", type(rng).__name__)
    return rng
