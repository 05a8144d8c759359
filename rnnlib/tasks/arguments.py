"""Checks shared by the tasks: each refuses bad input in one sentence."""

import operator
import sys

import numpy as np

from rnnlib.edge import brief


def check_size(name, value, least=1):
    """Return `value` as an int if it is an integer ≥ `least`; else ValueError naming it."""
    size = _integer(value)
    if size is not None and size > sys.maxsize:
        raise ValueError(f"{name}: expected an integer that fits into 64 bits, got {brief(value)}")
    if size is None or size < least:
        raise ValueError(f"{name}: expected an integer of at least {least}, got {brief(value)}")
    return size


def check_choice(name, value, choices):
    """Return `value` as an int if it is one of `choices`; else ValueError listing them."""
    choice = _integer(value)
    if choice not in choices:
        listed = " or ".join(map(str, choices))
        raise ValueError(f"{name}: expected {listed}, got {brief(value)}")
    return choice


def check_rng(rng):
    """Refuse everything but a `numpy.random.Generator`: seeds and legacy generators too."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            "rng: expected a numpy.random.Generator such as numpy.random.default_rng(0), "
            f"got {brief(rng)}"
        )


def check_dtype(dtype):
    """Return `dtype` as a numpy.dtype if it is a floating-point type; else ValueError."""
    try:
        checked = np.dtype(dtype)
    except Exception:  # NumPy's own sentence is made of the value, whose repr can fail
        checked = None
    if checked is None or not np.issubdtype(checked, np.floating):
        raise ValueError(f"dtype: expected a floating-point type, got {brief(dtype)}")
    return checked


def _integer(value):
    try:
        return None if isinstance(value, bool | np.bool_) else operator.index(value)
    except TypeError:
        return None
