"""Three networks that have played the counting game: what a figure shows must not change with the
processor that draws it."""

from pathlib import Path

import numpy as np

from rnnlib.experiments.contest import COUNTING, KINDS
from rnnlib.storage import load

WEIGHTS = Path(__file__).with_name("weights.npz")


def counters():
    """{"vanilla": …, "LSTM": …, "GRU": …}: an `EveryStepModel` each, of some 160 parameters.

    Their weights were made by ``python -m rnnlib.pretrained.counters.train``.
    """
    rng = np.random.default_rng(0)
    models = {name: COUNTING.untaught(kind, rng) for name, kind in KINDS.items()}
    load(WEIGHTS, together(models))
    return models


def together(models):
    """All parameters in one dict, as "NAME.PARAMETER"."""
    return {f"{name}.{k}": p for name, model in models.items() for k, p in model.params.items()}
