"""A reader of spoken digits: a bidirectional LSTM that was taught with CTC."""

from pathlib import Path

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.layers import Bidirectional, Linear, Recurrent
from rnnlib.losses import ctc_loss
from rnnlib.models import EveryStepModel
from rnnlib.pretrained.half import load_half
from rnnlib.tasks.speech.features import BANDS, STACK
from rnnlib.tasks.speech.utterances import SYMBOLS

WEIGHTS = Path(__file__).with_name("weights.npz")
H = 48  # units of each direction


def digit_listener(dtype=np.float64):
    """The trained `EveryStepModel`: x (T, B, 40) of `rnnlib.tasks.speech` → logits (T, B, 11).

    Its weights were made by ``python -m rnnlib.experiments train speech`` in float32, and are
    stored in float16. It has heard 23 voices in seven accents, none of those in `clips`.
    """
    return load_half(WEIGHTS, untrained(dtype=dtype))


def untrained(seed=0, dtype=np.float32):
    """The network before its first lesson."""
    rng = np.random.default_rng(seed)
    D = BANDS * STACK
    both = (Recurrent(LSTMCell(D, H, rng=rng, dtype=dtype)) for _ in range(2))
    readout = Linear(2 * H, len(SYMBOLS), rng=rng, dtype=dtype)
    return EveryStepModel(Bidirectional(*both), readout, ctc_loss)
