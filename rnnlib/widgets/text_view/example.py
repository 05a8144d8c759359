"""A short text to look at."""

import numpy as np

from rnnlib import LSTMCell, Recurrent, Text
from rnnlib.widgets.text_view import TextView


def example():
    """What the units of an LSTM that has never been trained hold at every letter of a line."""
    line = "for line in file:"
    text = Text(line)
    layer = Recurrent(LSTMCell(text.V, 4, rng=np.random.default_rng(0)))
    return TextView(layer.forward(text.encode(line)[:, None])[1], line)
