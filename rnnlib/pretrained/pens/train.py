"""How the weights of `pens` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.pens.train``. It takes a few seconds.

`lessons` also teaches the pens of chapter 7, which are there to be compared over seeds.
"""

import math

import numpy as np

from rnnlib.edge import expect
from rnnlib.optim import Adam
from rnnlib.pretrained.pens import WEIGHTS, together, untaught
from rnnlib.storage import save
from rnnlib.tasks import flowers
from rnnlib.train import fit

T, B, HIGHEST = 40, 16, 0.05  # steps, pens, and the highest learning rate
LEAST = 0.5  # how often the truth is still told in the end
SEED, LESSONS = 0, 400


def lessons(model, n, *, least=1.0, seed=0):
    """Teach a pen with n lessons; yields every `Record`.

    The truth is told with a probability that falls from 1 to ``least`` in the first half of the
    lessons, along a line; the learning rate falls like a cosine.
    """
    expect(n > 0, "n", "at least one lesson", n)
    teacher, coin = np.random.default_rng(seed).spawn(2)
    optimiser = Adam(model.params, lr=HIGHEST)
    batches = (flowers(T, B, rng=teacher) for _ in range(n))
    for record in fit(model, batches, optimiser, clip=1.0, rng=coin):
        done = (record.step + 1) / n
        model.truth = max(least, 1 - (1 - least) * 2 * done)
        optimiser.lr = HIGHEST * (0.001 + 0.999 * (1 + math.cos(math.pi * done)) / 2)
        yield record


def main():
    """Teach both and write the weights."""
    models = {"teacher forcing": untaught(SEED), "scheduled sampling": untaught(SEED)}
    for model, least in zip(models.values(), (1.0, LEAST), strict=True):
        for _ in lessons(model, LESSONS, least=least, seed=SEED):
            pass
    save(WEIGHTS, together(models), kind="pens")


if __name__ == "__main__":
    main()
