"""A short walk back to look at."""

import numpy as np

from rnnlib import Batch, LanguageModel, Recurrent, Text, VanillaCell
from rnnlib.widgets.bptt_view import BPTTView


def example():
    """A plain network that has never been trained, and its losses over ten letters."""
    rng, line = np.random.default_rng(0), "the cat sat"
    text = Text(line)
    model = LanguageModel(text, Recurrent(VanillaCell(text.V, 4, rng=rng)), rng=rng)
    codes = text.encode(line)[:, None]
    return BPTTView(model, Batch(codes[:-1], codes[1:]), labels=line[:-1])
