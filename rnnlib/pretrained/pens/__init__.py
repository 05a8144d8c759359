"""Two pens that draw flowers: one was always told the truth, the other less and less often."""

from pathlib import Path

import numpy as np

from rnnlib.cells import JordanCell
from rnnlib.models import TeacherModel
from rnnlib.storage import load
from rnnlib.tasks.flowers import PETALS

WEIGHTS = Path(__file__).with_name("weights.npz")
H = 32


def pens():
    """{"teacher forcing": …, "scheduled sampling": …}: a `TeacherModel` each, of 258 parameters.

    Their weights were made by ``python -m rnnlib.pretrained.pens.train``, from the same first
    values and as many lessons.
    """
    models = {name: untaught(0) for name in ("teacher forcing", "scheduled sampling")}
    load(WEIGHTS, together(models), kind="pens")
    return models


def untaught(seed):
    """A pen before its first lesson."""
    return TeacherModel(JordanCell(len(PETALS), H, 2, rng=np.random.default_rng(seed)))


def together(models):
    """All parameters in one dict, as "NAME.PARAMETER"."""
    return {f"{name}.{k}": p for name, model in models.items() for k, p in model.params.items()}
