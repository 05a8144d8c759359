"""Two small runs to look at."""

import numpy as np

from rnnlib import GRUCell, LSTMCell, Recurrent
from rnnlib.widgets.compare_player import ComparePlayer


def example():
    """An LSTM and a GRU that read the same eleven letters, neither of them trained."""
    rng = np.random.default_rng(0)
    x = rng.integers(0, 5, (11, 1))
    cells = {"LSTM": LSTMCell(5, 3, rng=rng), "GRU": GRUCell(5, 4, rng=rng)}
    tapes = {name: Recurrent(cell).forward(x)[1] for name, cell in cells.items()}
    return ComparePlayer(tapes, labels="hello world")
