"""Three shapes to look at."""

import numpy as np

from rnnlib import (
    Batch,
    EveryStepModel,
    GRUCell,
    LastStepModel,
    Linear,
    OneToManyModel,
    Recurrent,
    VanillaCell,
)
from rnnlib.analysis import shape_run
from rnnlib.widgets.sequence_shapes import SequenceShapes


def example():
    """Three networks that have never been trained."""
    rng = np.random.default_rng(0)
    Shown = SequenceShapes.Shown
    last = LastStepModel(Recurrent(VanillaCell(3, 4, rng=rng)), Linear(4, 2, rng=rng))
    every = EveryStepModel(Recurrent(VanillaCell(6, 4, rng=rng)), Linear(4, 2, rng=rng))
    many = OneToManyModel(
        Linear(6, 4, rng=rng), Recurrent(GRUCell(4, 4, rng=rng)), Linear(4, 3, rng=rng)
    )
    words = Batch(rng.integers(0, 3, (7, 1)), rng.integers(0, 2, 1))
    film = Batch(rng.random((4, 1, 6)), rng.integers(0, 2, (4, 1)))
    picture = Batch(rng.random((1, 1, 6)), rng.integers(0, 3, (3, 1)))
    return SequenceShapes(
        [
            Shown(shape_run(many, picture), "A picture, and three words.", "uvw", 3),
            Shown(shape_run(last, words), "Seven words, and one answer.", "ab", "xyz"),
            Shown(shape_run(every, film), "A label for every frame.", "ab", 3),
        ]
    )
