"""What the phase plane accepts: rows of numbers, or one clear sentence."""

import math

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.widgets.shared.player import BadValue


def weights_of(cell):
    """U, W, b of a `VanillaCell` with one input and two units, as traits."""
    if type(cell) is not VanillaCell or (cell.D, cell.H) != (1, 2):
        raise BadValue(f"cell: expected VanillaCell(1, 2), got {cell!r}")
    return {name: cell.params[name].squeeze().tolist() for name in "UWb"}


def numbers(name, values, n):
    """n finite numbers as a list."""
    try:
        array = np.asarray(values, float)
    except (TypeError, ValueError):
        array = np.asarray(math.nan)
    if array.shape != (n,) or not np.isfinite(array).all():
        raise BadValue(f"{name}: expected {n} finite numbers, got {values!r}")
    return array.tolist()


def same(one, other):
    """Equal but for the last digits, which a page may write otherwise."""
    one, other = np.asarray(one, float), np.asarray(other, float)
    return one.shape == other.shape and np.allclose(one, other, rtol=0, atol=1e-12)
