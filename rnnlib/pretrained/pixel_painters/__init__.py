"""Networks that tell the next pixel: of binary digits, of grey ones, of ramps."""

from pathlib import Path

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.experiments.pixels.network import KINDS, network
from rnnlib.pretrained.half import load_half


def pixel_painter(data="binary", kind="diagonal", dtype=np.float64):
    """A trained model of the data "binary", "grey" or "ramps": kind "LSTM", "row" or "diagonal".

    Their weights were made by ``python -m rnnlib.experiments train pixels_DATA`` in float32, and
    are stored in float16. Of the ramps there is "diagonal" alone.
    """
    model, path = network(data, kind, 0, dtype), weights(data, kind)
    expect(path.exists(), "kind", f"one that is stored of {data}", brief(kind))
    return load_half(path, model)


def pixel_painters(data="binary", dtype=np.float64):
    """All trained models of the data by kind, {"LSTM": …, "row": …, "diagonal": …}."""
    kinds = [kind for kind in KINDS if weights(data, kind).exists()]
    expect(kinds, "data", "one whose weights are stored", brief(data))
    return {kind: pixel_painter(data, kind, dtype) for kind in kinds}


def weights(data, kind):
    """Where the weights are."""
    return Path(__file__).with_name(f"{data}_{kind}.npz")
