"""How a captioner is examined: on scenes of its lessons' kind, and on combinations never seen."""

import numpy as np

from rnnlib.analysis.captioning import judge
from rnnlib.decoding import greedy
from rnnlib.tasks.scenes import LONGEST, pictures, scenes

TOLD = 300  # scenes of an examination


def exam(unseen=False, n=TOLD, seed=13):
    """n scenes and their pictures (1, n, 24, 24, 3), always the same."""
    rng = np.random.default_rng([seed, unseen])
    found = scenes(n, rng=rng, unseen=unseen)
    return found, pictures(found, rng=rng)


def examined(model, unseen=False, n=TOLD, seed=13):
    """The `Verdict` on what a captioner writes greedily of an `exam`."""
    found, x = exam(unseen, n, seed)
    return judge([written.text for written in greedy(model, x, limit=LONGEST + 1)], found)
