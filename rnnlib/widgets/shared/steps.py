"""Numbers for the steps of a run, given by hand: accepted, or refused in one clear sentence."""

import numpy as np

from .traits import BadValue
from .values import reals


def check_steps(name, values, T=None) -> list[float]:
    """T finite numbers as a list."""
    size = "" if T is None else f"{T} "
    array = reals(name, values, f"{size}numbers")
    if array.ndim != 1 or (T is not None and len(array) != T):
        got = len(array) if array.ndim == 1 else f"shape {array.shape}"
        raise BadValue(f"{name}: expected {size}numbers, one for each step, got {got}")
    if not np.isfinite(array).all():
        raise BadValue(f"{name}: expected finite numbers, got {array[~np.isfinite(array)][0]}")
    return array.tolist()
