"""How the weights of `gap_fillers` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.gap_fillers.train``.

Both networks read the same windows of 64 characters from the source of 75 modules of Python's
standard library (3.11), 32 at a time, 15 % of the characters hidden, 4000 times; the learning
rate falls like a cosine. It takes two minutes on one core. Rounding differs from machine to
machine, and so do the weights that come out, but not what they are worth.
"""

import math
import sys
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.optim import Adam
from rnnlib.pretrained.counters import together
from rnnlib.pretrained.gap_fillers import UNITS, WEIGHTS, untrained
from rnnlib.pretrained.python_reader.train import corpus, learning_rate
from rnnlib.storage import save
from rnnlib.tasks import endless, gaps
from rnnlib.train import fit

B, T, STEPS = 32, 64, 4_000
CLIP = 1.0


def lessons(model, text, steps=STEPS):
    """Train the model on the text; yields the `Record` of every update."""
    optimiser = Adam(model.params, lr=learning_rate(0, steps))
    batches = endless(gaps, text, T, B, rng=np.random.default_rng(1))
    for record in islice(fit(model, batches, optimiser, clip=CLIP), steps):
        optimiser.lr = learning_rate(record.step, steps)
        yield record


def main():
    """Teach both and write the weights."""
    text, models = corpus(), {name: untrained(name, np.float32) for name in UNITS}
    for name, model in models.items():
        bar = tqdm(lessons(model, text), total=STEPS, file=sys.stdout, desc=name)
        for record in bar:
            bar.set_postfix_str(f"{record.loss / math.log(2):.2f} bits", refresh=False)
    save(WEIGHTS, together(models))


if __name__ == "__main__":
    main()
