"""How the weights of `date_reader` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.date_readers.train``, or with the kinds behind it that are wanted.

Each reader sees 20 000 dates, 64 at a time; the learning rate falls like a cosine. The plain one
takes about half a minute, those with attention a few seconds. Rounding differs from machine to
machine, and so do the weights that come out, but not what they are worth.
"""

import math
import sys
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.optim import Adam
from rnnlib.pretrained.date_readers import KINDS, untrained, weights
from rnnlib.pretrained.half import save_half
from rnnlib.tasks import dates
from rnnlib.train import fit

B, N = 64, 20_000
UPDATES = {"plain": 2500, "bahdanau": 400, "luong": 400}
HIGHEST, LOWEST = 1e-2, 3e-4  # learning rates


def lessons(model, updates, seed=1):
    """Train the model; yields the `Record` of every update."""
    rng = np.random.default_rng(seed)
    batches = dates(N, rng=rng).buckets(B, rng=rng, endless=True)
    optimiser = Adam(model.params, lr=HIGHEST)
    for record in islice(fit(model, batches, optimiser, clip=1.0), updates):
        wave = (1 + math.cos(math.pi * (record.step + 1) / updates)) / 2
        optimiser.lr = LOWEST + (HIGHEST - LOWEST) * wave
        yield record


def main(kinds=KINDS):
    """Teach them and write the weights."""
    for kind in kinds:
        model, updates = untrained(kind), UPDATES[kind]
        bar = tqdm(lessons(model, updates), desc=kind, total=updates, file=sys.stdout)
        for record in bar:
            bar.set_postfix_str(f"{record.loss:.3f} nats", refresh=False)
        save_half(weights(kind), model)


if __name__ == "__main__":
    main(sys.argv[1:] or KINDS)
