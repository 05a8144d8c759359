"""Weights in float16, of which a network in float32 or float64 is made again.

A float16 has 11 significant bits, so that a weight is off by at most 0.05 %, which no task of ours
notices; the file is half as large.
"""

import numpy as np

from rnnlib.storage import load, save


def save_half(path, model):
    """Write the parameters of the model to ``path`` in float16."""
    half = {name: p.astype(np.float16) for name, p in model.params.items()}
    save(path, half, kind=_kind(model))


def load_half(path, model):
    """Read the parameters of a model from a file of `save_half`; returns the model."""
    half = {name: np.zeros(p.shape, np.float16) for name, p in model.params.items()}
    load(path, half, kind=_kind(model))
    for name, p in model.params.items():
        p[...] = half[name]
    return model


def _kind(model):
    return model.describe() if hasattr(model, "describe") else None
