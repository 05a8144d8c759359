"""What the arguments of a reading must be."""

import numpy as np

from rnnlib.edge import expect, whole
from rnnlib.losses.steps import floats
from rnnlib.ops import log_softmax


def each_input(logits, mask, blank):
    """log y (T, K) in float64 of each input, without its padding."""
    logits = floats("logits", logits)
    expect(logits.ndim == 3, "logits", "an array (T, B, K)", f"shape {logits.shape}")
    T, B, K = logits.shape
    blank = whole("blank", blank, 0, f"a symbol from 0 to {K - 1}")
    expect(blank < K, "blank", f"a symbol from 0 to {K - 1}", blank)
    if mask is None:
        mask = np.ones((T, B), bool)
    mask = np.asarray(mask)
    fits = mask.dtype == bool and mask.shape == (T, B)
    expect(fits, "mask", f"bool of shape {(T, B)}", f"{mask.dtype} of shape {mask.shape}")
    expect(mask.any(0).all(), "mask", "a real step in every sequence", "none")
    return [log_softmax(logits[mask[:, b], b].astype(np.float64)) for b in range(B)]
