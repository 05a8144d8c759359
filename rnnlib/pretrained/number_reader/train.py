"""How the weights of `number_reader` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.number_reader.train``.

It is the first network of the kind "summary" in `rnnlib.experiments.lengths`, with more updates
than are made there. It takes about ten seconds on one core. Rounding differs from machine to
machine, and so do the weights that come out, but not what they are worth.
"""

import sys

import numpy as np
from tqdm import tqdm

from rnnlib.experiments.lengths import lessons, network
from rnnlib.pretrained.half import save_half
from rnnlib.pretrained.number_reader import WEIGHTS

UPDATES = 1500


def main():
    """Teach it and write the weights."""
    lot, teacher, _ = np.random.default_rng(0).spawn(3)
    model = network("summary", lot)
    bar = tqdm(lessons(model, teacher, UPDATES), total=UPDATES, file=sys.stdout)
    for record in bar:
        bar.set_postfix_str(f"{record.loss:.3f} nats", refresh=False)
    save_half(WEIGHTS, model)


if __name__ == "__main__":
    main()
