"""The public edge: wrong input gets one clear sentence, so that loops need no checks."""

import math
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
    if type(value) is np.ndarray:
        return value
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
    expect(number >= least and not isinstance(value, bool | np.bool_), argument, what, brief(value))
    expect(number <= sys.maxsize, argument, "a number that fits into 64 bits", brief(value))
    return number


def size_of(name, value):
    """A size: a positive integer."""
    return whole(name, value, 1, "a positive integer")


def positive(argument, value):
    """A positive finite number."""
    expect(is_number(value) and value > 0, argument, "a positive number", brief(value))
    return value


def is_number(value):
    """Whether it is a finite real number that a float can hold; bool is none."""
    try:
        return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def truth(argument, value):
    """True or False, or 1 or 0; a word or an array stands for neither."""
    if value is True or value is False:
        return value
    fits = isinstance(value, int | np.integer | np.bool_) and value in (0, 1)
    expect(fits, argument, "True or False", brief(value))
    return bool(value)


def finite(argument, value):
    """A finite number, as a float."""
    expect(is_number(value), argument, "a finite number", brief(value))
    return float(value)


def one_of(argument, value, kind, what):
    """A value of this kind (a class, or several); ``what`` says which in words."""
    expect(isinstance(value, kind), argument, what, type(value).__name__)
    return value


def iterable(argument, value):
    """What a loop can go through."""
    what = "something to loop over, such as a list"
    expect(getattr(value, "shape", None) != (), argument, what, "an array of a single number")
    return one_of(argument, value, Iterable, what)


def mapping(argument, value, what):
    """A dict, or what can be read like one."""
    return one_of(argument, value, Mapping, what)


def path_of(argument, path):
    """A place on disk; a number would be an open file of this process, such as its output."""
    name = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    fits = isinstance(name, str) and name and "\0" not in name and _encodes(name)
    expect(fits, argument, "a path", brief(path))
    fits = len(name) <= 4096 and all(len(part) <= 255 for part in Path(name).parts)
    expect(fits, argument, "a path whose names have at most 255 characters", brief(path))
    return Path(path)


def _encodes(name):
    """Whether the disk's encoding has all characters: half of a pair, such as \\ud800, is none."""
    try:
        return bool(os.fsencode(name))
    except UnicodeEncodeError:
        return False


def float_type(dtype):
    """float64 or float32, as a dtype."""
    try:
        kind = np.dtype(dtype)
    except Exception:  # NumPy's own sentence is made of the value, whose repr can fail
        kind = None
    fits = dtype is not None and kind in (np.float64, np.float32) and kind.isnative
    got = brief(dtype) if dtype is None else kind or brief(dtype)
    expect(fits, "dtype", "float64 or float32", got)
    return kind


def float_kind(dtype):
    """Any floating type, as a dtype."""
    try:
        kind = np.dtype(dtype)
    except Exception:  # NumPy's own sentence is made of the value, whose repr can fail
        kind = None
    expect(kind is not None and kind.kind == "f", "dtype", "a floating type", kind or brief(dtype))
    return kind


def generator(rng):
    """A NumPy random generator."""
    fits = isinstance(rng, np.random.Generator)
    expect(fits, "rng", "a numpy.random.Generator", type(rng).__name__)
    return rng
