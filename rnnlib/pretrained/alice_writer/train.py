"""How the weights of `alice_writer` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.alice_writer.train``.

16 readers go through the first nine tenths of Alice in pieces of 50 steps, 4992 times, with dropout
between the layers; the learning rate falls like a cosine that ends at 5000. It takes some two
minutes on one core. Rounding differs from machine to machine, and so do the weights that come out,
but not what they are worth.
"""

import math
import sys
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.optim import Adam
from rnnlib.pretrained.alice_writer import WEIGHTS, untrained
from rnnlib.pretrained.half import save_half
from rnnlib.train import fit

B, T, STEPS, END = 16, 50, 4992, 5000
HIGHEST, LOWEST = 6e-3, 1.2e-4  # learning rates
CLIP = 1.0


def lessons(model, steps=STEPS):
    """Train the model; yields the `Record` of every update."""
    train, _ = model.text.split(0.9)
    optimiser = Adam(model.params, lr=HIGHEST)
    batches = train.stream(B, T, endless=True)
    rng = np.random.default_rng(9)  # of the dropout
    for record in islice(fit(model, batches, optimiser, clip=CLIP, carry=True, rng=rng), steps):
        fallen = (1 + math.cos(math.pi * record.step / END)) / 2
        optimiser.lr = LOWEST + (HIGHEST - LOWEST) * fallen
        yield record


def main():
    """Read everything and write the weights."""
    model = untrained(np.float32)
    bar = tqdm(lessons(model), total=STEPS, file=sys.stdout)
    for record in bar:
        bar.set_postfix_str(f"{record.loss / math.log(2):.2f} bits", refresh=False)
    save_half(WEIGHTS, model)


if __name__ == "__main__":
    main()
