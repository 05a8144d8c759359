"""Batches to train on, and the labels of those who do not know CTC."""

import numpy as np

from rnnlib.edge import expect, generator, iterable, size_of
from rnnlib.tasks.speech.utterances import together


def sample(examples, B, *, rng, noise=0.1):
    """A `Batch` of B of the examples, drawn at random, with fresh noise on every number of x.

    The same voice is never heard twice in quite the same way, which is what keeps a network from
    learning a few recordings by heart.
    """
    examples, B, rng = list(iterable("examples", examples)), size_of("B", B), generator(rng)
    expect(len(examples) >= B, "examples", f"at least B = {B}", len(examples))
    batch = together([examples[k] for k in rng.choice(len(examples), B, replace=False)])
    return batch._replace(x=batch.x + noise * rng.standard_normal(batch.x.shape, np.float32))


def spread(batch):
    """The batch with a label for every step, (T, B): each target spread evenly over its input.

    It is a guess, where nobody has said at which step a symbol begins: step t of T belongs to the
    symbol ⌊t L / T⌋ of L; where nothing is said, every step is blank.
    """
    labels = np.zeros(batch.mask.shape, int)
    for b, (target, T) in enumerate(zip(batch.target, batch.mask.sum(0), strict=True)):
        if len(target):
            labels[:T, b] = np.asarray(target)[np.arange(T) * len(target) // T]
    return batch._replace(target=labels)
