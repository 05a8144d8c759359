"""A small run to look at."""

import numpy as np

from rnnlib import LSTMCell, Recurrent
from rnnlib.widgets.cell_player import CellPlayer


def example():
    """An LSTM that has never been trained, over eleven letters, forward and back."""
    rng = np.random.default_rng(0)
    layer = Recurrent(LSTMCell(5, 3, rng=rng))
    y, tape = layer.forward(rng.integers(0, 5, (11, 1)))
    layer.backward(tape, rng.normal(size=y.shape))
    return CellPlayer(tape, labels="hello world")
