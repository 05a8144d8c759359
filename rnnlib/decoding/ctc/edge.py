"""What the arguments of a reading must be."""

import numpy as np

from rnnlib.edge import expect, whole
from rnnlib.losses.ctc.edge import lengths_of
from rnnlib.losses.steps import floats, probable
from rnnlib.ops import log_softmax


def each_input(logits, mask, blank):
    """log y (T, K) in float64 of each input, without its padding."""
    logits = floats("logits", logits)
    expect(logits.ndim == 3, "logits", "an array (T, B, K)", f"shape {logits.shape}")
    T, B, K = logits.shape
    blank = whole("blank", blank, 0, f"a symbol from 0 to {K - 1}")
    expect(blank < K, "blank", f"a symbol from 0 to {K - 1}", blank)
    inputs = [probable("logits", logits[:n, b]) for b, n in enumerate(lengths_of(mask, T, B))]
    return [log_softmax(own.astype(np.float64)) for own in inputs]
