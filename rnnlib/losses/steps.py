"""Which steps count in a loss: the checks that all losses share."""

import numpy as np

from rnnlib.edge import any_array, array_of, expect


def floats(name, array):
    """The prediction of a loss as an array (T, B, K) or (B, K) of floats."""
    array = array_of(name, array)
    if array.ndim not in (2, 3) or array.dtype.kind != "f":
        raise ValueError(
            f"{name}: expected floats of shape (T, B, K) or (B, K), "
            f"got {array.dtype} of shape {array.shape}"
        )
    if not array.size:
        raise ValueError(f"{name}: expected at least one step, got shape {array.shape}")
    fits = array.dtype.itemsize > 2  # sums of float16 end at 65504
    expect(fits, name, "float32 or float64", array.dtype)
    return array


def probable(name, logits):
    """The logits (…, K) of real steps, of which a softmax can be taken; −∞ says that never."""
    fits = (logits < np.inf).all() and (logits.max(-1) > -np.inf).all()
    expect(fits, name, "numbers, −∞ where a symbol cannot be, and not for all", "NaN or ∞")
    return logits


def real_steps(mask, shape):
    """The steps that count, a bool array of this shape (T, B) or (B,); no mask means all."""
    if mask is None:
        return np.ones(shape, bool)
    mask = any_array("mask", mask)
    if mask.dtype != bool or mask.shape != shape:
        raise ValueError(
            f"mask: expected bool of shape {shape}, got {mask.dtype} of shape {mask.shape}"
        )
    if not mask.any():
        raise ValueError(f"mask: expected at least one real step, got {shape} all False")
    return mask
