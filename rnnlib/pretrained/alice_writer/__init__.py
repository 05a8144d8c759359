"""Two layers of LSTM that have read Alice for longer than a chapter can wait."""

from pathlib import Path

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.layers import Recurrent, Stacked
from rnnlib.models import LanguageModel
from rnnlib.pretrained.half import load_half
from rnnlib.tasks.characters import Text

WEIGHTS = Path(__file__).with_name("weights.npz")
H = 96


def alice_writer(dtype=np.float64):
    """The `LanguageModel` of two layers of H = 96 units over the 68 characters of `Text.alice`.

    Its weights were made by ``python -m rnnlib.pretrained.alice_writer.train``, in float32, and are
    stored in float16. It has read the first nine tenths of the text.
    """
    return load_half(WEIGHTS, untrained(dtype))


def untrained(dtype, seed=0):
    """The model before its first lesson."""
    rng = np.random.default_rng(seed)
    text = Text.alice()
    layers = [Recurrent(LSTMCell(D, H, rng=rng, dtype=dtype)) for D in (text.V, H)]
    return LanguageModel(text, Stacked(layers, dropout=0.3), rng=rng)
