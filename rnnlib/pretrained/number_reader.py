"""A reader of numbers in words: good at short ones, in doubt about long ones."""

from pathlib import Path

import numpy as np

from rnnlib.experiments.lengths import network
from rnnlib.storage import load

WEIGHTS = Path(__file__).with_name("number_reader.npz")


def number_reader(dtype=np.float64):
    """A trained `EncoderDecoder` of `rnnlib.number_words`, with nothing but its summary.

    Its weights were made by ``python -m rnnlib.pretrained.train_number_reader`` in float32, and
    are stored in float16.
    """
    model = network("summary", np.random.default_rng(0), dtype)
    stored = {name: np.zeros(p.shape, np.float16) for name, p in model.params.items()}
    load(WEIGHTS, stored, kind=model.describe())
    for name, p in model.params.items():
        p[...] = stored[name]
    return model
