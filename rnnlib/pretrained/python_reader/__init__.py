"""An LSTM that has read Python source for longer than a chapter can wait."""

from pathlib import Path

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.layers import Recurrent
from rnnlib.models import LanguageModel
from rnnlib.storage import load
from rnnlib.tasks.characters import Text
from rnnlib.tasks.corpora import ASCII

WEIGHTS = Path(__file__).with_name("weights.npz")
H = 96


def python_reader(dtype=np.float64):
    """The `LanguageModel` of H = 96 units over the 96 characters of ``ASCII``.

    Its weights were made by ``python -m rnnlib.pretrained.python_reader.train``, in float32.
    """
    trained, model = untrained(np.float32), untrained(dtype)
    load(WEIGHTS, trained)
    for name, p in model.params.items():
        p[...] = trained.params[name]
    return model


def untrained(dtype, seed=0):
    """The model before its first lesson."""
    rng = np.random.default_rng(seed)
    text = Text(ASCII, name="printable ASCII")
    return LanguageModel(text, Recurrent(LSTMCell(text.V, H, rng=rng, dtype=dtype)), rng=rng)
