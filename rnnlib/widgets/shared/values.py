"""What widgets take beside traits: numbers, lists and names, or one clear sentence."""

from collections.abc import Iterable

import numpy as np

from rnnlib.edge import array_of, brief, whole
from rnnlib.tape import Tape

from .traits import BadValue

LONGEST = 40  # letters of a name


def reals(argument, values, expected):
    """The values as an array of float64, whatever its shape; bool and text are no numbers."""
    try:
        return array_of(argument, values).astype(float)
    except ValueError:
        raise BadValue(f"{argument}: expected {expected}, got {brief(values)}") from None


def shaped(argument, values, shape, expected):
    """The values as finite float64 of this shape."""
    array = reals(argument, values, expected)
    if array.shape != shape or not np.isfinite(array).all():
        raise BadValue(f"{argument}: expected {expected}, got {brief(values)}")
    return array


def is_row(values, n=None):
    """Whether it is a list, a tuple or an array with an axis; of n parts where n is given."""
    row = isinstance(values, list | tuple) or (isinstance(values, np.ndarray) and values.ndim > 0)
    return row and n in (None, len(values))


def listed(argument, values, n=None, each="step"):
    """The values as a list, of n where it must be."""
    size = "a list" if n is None else f"{n}, one for each {each}"
    if not isinstance(values, Iterable) or getattr(values, "shape", None) == ():
        raise BadValue(f"{argument}: expected {size}, got {brief(values)}")
    values = list(values)
    if n is not None and len(values) != n:
        raise BadValue(f"{argument}: expected {size}, got {len(values)}")
    return values


def named(argument, name):
    """A short name that can be printed."""
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST or not name.isprintable():
        expected = f"names of 1 to {LONGEST} printable letters"
        raise BadValue(f"{argument}: expected {expected}, got {brief(name)}")
    return name


def index(argument, value, n):
    """An integer from 0 to n − 1."""
    expected = f"an integer from 0 to {n - 1}"
    try:
        number = whole(argument, value, 0, expected)
    except ValueError:
        number = n
    if number >= n:
        raise BadValue(f"{argument}: expected {expected}, got {brief(value)}")
    return number


def steps_of(T, least, most):
    """A number of steps."""
    expected = f"from {least} to {most} steps"
    try:
        number = whole("T", T, least, expected)
    except ValueError:
        number = most + 1
    if number > most:
        raise BadValue(f"T: expected {expected}, got {brief(T)}")
    return number


def tape_of(argument, tape, hint):
    """The tape of one recurrent layer."""
    if not isinstance(tape, Tape):
        raise BadValue(
            f"{argument}: expected the tape of one recurrent layer ({hint}), "
            f"got {type(tape).__name__}"
        )
    return tape


def check_finite(cell):
    """A cell whose weights are finite: the page is to run it itself."""
    for name, p in cell.params.items():
        if not np.isfinite(p).all():
            raise BadValue(f"cell: expected finite weights, got {p[~np.isfinite(p)][0]} in {name}")
