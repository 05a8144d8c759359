"""How the weights of `shapes` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.shapes.train``.

Every network has lessons of its own task; the learning rate falls like a cosine. It takes about a
minute on one core. Rounding differs from machine to machine, and so do the weights that come out,
but not what they are worth.
"""

import math
import sys
from functools import partial
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.optim import Adam
from rnnlib.pretrained.shapes import WEIGHTS, together, untaught
from rnnlib.storage import save
from rnnlib.tasks import captions, digits, endless, films, number_words, reviews
from rnnlib.train import fit

SEED = 1


def number_pairs(B, *, rng):
    """B numbers of one to three digits, in words and in digits."""
    return number_words(B, range(1, 4), rng=rng).batch()


LESSONS = {  # task: what one lesson is, how many there are, and the highest learning rate
    "digits": (digits, (64,), 1000, 0.01),
    "captions": (captions, (64,), 2000, 0.015),
    "reviews": (partial(reviews, easy=True), (64,), 200, 0.02),
    "films": (films, (24, 32), 500, 0.015),
    "numbers": (number_pairs, (64,), 1200, 0.01),
}


def lessons(task, model, share=1.0, seed=SEED):
    """Teach the model its task with this share of the lessons; yields every `Record`."""
    make, sizes, steps, highest = LESSONS[task]
    steps = max(1, round(share * steps))
    optimiser = Adam(model.params, lr=highest)
    batches = endless(make, *sizes, rng=np.random.default_rng(seed))
    for record in islice(fit(model, batches, optimiser, clip=1.0), steps):
        optimiser.lr = highest * (0.02 + 0.98 * (1 + math.cos(math.pi * record.step / steps)) / 2)
        yield record


def main():
    """Teach all of them and write the weights."""
    models = untaught(np.float32)
    for task, model in models.items():
        bar = tqdm(lessons(task, model), total=LESSONS[task][2], desc=task, file=sys.stdout)
        for record in bar:
            bar.set_postfix_str(f"{record.loss:.3f} nats", refresh=False)
    save(WEIGHTS, together(models), kind="shapes")


if __name__ == "__main__":
    main()
