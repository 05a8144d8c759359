"""A small run whose gradients are walked back over."""

import numpy as np

from rnnlib import Batch, LanguageModel, Recurrent, Text, VanillaCell

TEXT = "the cat sat"


def walk(cell=VanillaCell, H=4, text=TEXT):
    """A language model with lively weights and one sequence for it, as a batch."""
    rng = np.random.default_rng(5)
    known = Text(text + " ")
    model = LanguageModel(known, Recurrent(cell(known.V, H, rng=rng)), rng=rng)
    for array in model.params.values():
        array *= 1.5
    codes = known.encode(text)
    return model, Batch(codes[:-1, None], codes[1:, None])
