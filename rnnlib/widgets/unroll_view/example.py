"""A short run to look at."""

import numpy as np

from rnnlib import Batch, EveryStepModel, Linear, Recurrent, VanillaCell
from rnnlib.widgets.unroll_view import UnrollView


def example():
    """A plain network that has never been trained, over five steps, with two classes."""
    rng = np.random.default_rng(0)
    model = EveryStepModel(Recurrent(VanillaCell(3, 4, rng=rng)), Linear(4, 2, rng=rng))
    return UnrollView(model, Batch(rng.integers(0, 3, (5, 1)), rng.integers(0, 2, (5, 1))))
