"""Networks of all shapes of use, and one that is told its last answer (chapter 07)."""

import numpy as np

from rnnlib import (
    EveryStepModel,
    JordanCell,
    LastStepModel,
    Linear,
    OneToManyModel,
    Recurrent,
    ResetAfterGRUCell,
    TeacherModel,
    VanillaCell,
    endless,
    tasks,
)

B, T = 64, 40  # sequences of a batch, and steps where all are of one length
F = np.float32


def floats(batches):
    """The batches in float32, as both read them."""
    for batch in batches:
        reals = (a if a.dtype.kind == "i" else a.astype(F) for a in batch[:2])
        yield type(batch)(*reals, batch.mask)


def linear(D, O, rng):
    return Linear(D, O, rng=rng, dtype=F)


def gru(D, H, rng):
    return Recurrent(ResetAfterGRUCell(D, H, rng=rng, dtype=F))  # PyTorch's kind of GRU


def digits(rng):
    """One to one: a picture, a vanilla network of a single step, a digit."""
    from torch_shapes import TorchLastStep

    layer = Recurrent(VanillaCell(64, 24, rng=rng, dtype=F))
    ours = LastStepModel(layer, linear(24, 10, rng))
    return ours, TorchLastStep(ours), floats(endless(tasks.digits, B, rng=rng))


def reviews(rng):
    """Many to one: words, as many as there are, and whether the writer liked it."""
    from torch_shapes import TorchLastStep

    ours = LastStepModel(gru(len(tasks.REVIEW_WORDS), 16, rng), linear(16, 2, rng))
    return ours, TorchLastStep(ours), endless(tasks.reviews, B, rng=rng, easy=True)


def captions(rng):
    """One to many: a picture, and words about it."""
    from torch_shapes import TorchOneToMany

    K = len(tasks.CAPTION_WORDS)
    ours = OneToManyModel(linear(64, 32, rng), gru(K + 1, 32, rng), linear(32, K, rng))
    return ours, TorchOneToMany(ours), floats(endless(tasks.captions, B, rng=rng))


def films(rng):
    """Many to many: frames, and after every one the way of the ball."""
    from torch_shapes import TorchEveryStep

    ours = EveryStepModel(gru(54, 20, rng), linear(20, 2, rng))
    return ours, TorchEveryStep(ours), floats(endless(tasks.films, T, B, rng=rng))


def jordan(rng):
    """Output to hidden recurrence, taught by teacher forcing: no loop on either side."""
    from torch_shapes import TorchTeacherForced

    ours = TeacherModel(JordanCell(3, 32, 2, rng=rng, dtype=F))
    return ours, TorchTeacherForced(ours), floats(endless(tasks.flowers, T, B, rng=rng))


SHAPES = {
    "digits": digits,
    "reviews": reviews,
    "captions": captions,
    "films": films,
    "jordan": jordan,
}
