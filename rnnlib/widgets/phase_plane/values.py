"""What the phase plane accepts: rows of numbers, or one clear sentence."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.edge import brief
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import check_finite, shaped


def weights_of(cell):
    """U, W, b of a `VanillaCell` with one input and two units, as traits."""
    if type(cell) is not VanillaCell or (cell.D, cell.H) != (1, 2):
        raise BadValue(f"cell: expected VanillaCell(1, 2), got {brief(cell)}")
    check_finite(cell)
    return {name: cell.params[name].squeeze().tolist() for name in "UWb"}


def numbers(name, values, n):
    """n finite numbers as a list."""
    return shaped(name, values, (n,), f"{n} finite numbers").tolist()


def same(one, other):
    """Equal but for the last digits, which a page may write otherwise."""
    one, other = np.asarray(one, float), np.asarray(other, float)
    return one.shape == other.shape and np.allclose(one, other, rtol=0, atol=1e-12)
