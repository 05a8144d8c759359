"""A small run to look at."""

import numpy as np

from rnnlib import LSTMCell, Recurrent
from rnnlib.widgets.path_splitter import PathSplitter


def example():
    """Nine steps of an LSTM that has never been trained."""
    rng = np.random.default_rng(0)
    layer = Recurrent(LSTMCell(2, 3, rng=rng))
    return PathSplitter(layer.forward(rng.normal(size=(9, 1, 2)))[1])
