"""How the weights of `counters` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.counters.train``.

Each network has the lessons of the contest's counting game with seed 3, 300 batches; that takes a
few seconds. In some of them rounding decides what is learned, so that another processor may make
other networks.
"""

from rnnlib.experiments.contest import COUNTING
from rnnlib.pretrained.counters import KINDS, WEIGHTS, together
from rnnlib.storage import save

SEED = 3


def main():
    """Teach the three and write the weights."""
    save(WEIGHTS, together({name: COUNTING.teach(kind, SEED) for name, kind in KINDS.items()}))


if __name__ == "__main__":
    main()
