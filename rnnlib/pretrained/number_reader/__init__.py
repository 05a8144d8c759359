"""A reader of numbers in words: good at short ones, in doubt about long ones."""

from pathlib import Path

import numpy as np

from rnnlib.experiments.lengths import network
from rnnlib.pretrained.half import load_half

WEIGHTS = Path(__file__).with_name("weights.npz")


def number_reader(dtype=np.float64):
    """A trained `EncoderDecoder` of `rnnlib.number_words`, with nothing but its summary.

    Its weights were made by ``python -m rnnlib.pretrained.number_reader.train`` in float32, and
    are stored in float16.
    """
    return load_half(WEIGHTS, network("summary", np.random.default_rng(0), dtype))
