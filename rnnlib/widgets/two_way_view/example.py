"""A small network to look at."""

import numpy as np

from rnnlib import Bidirectional, EveryStepModel, GRUCell, Linear, Recurrent
from rnnlib.widgets.two_way_view import TwoWayView


def example():
    """Eleven letters read both ways by GRUs that have never been trained."""
    rng = np.random.default_rng(0)
    rnn = Bidirectional(*(Recurrent(GRUCell(5, 4, rng=rng)) for _ in range(2)))
    model = EveryStepModel(rnn, Linear(8, 5, rng=rng))
    x = rng.integers(0, 5, 11)
    return TwoWayView(model, x, labels=["abcde"[k] for k in x], symbols="abcde")
