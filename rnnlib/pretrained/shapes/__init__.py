"""Networks of all shapes of use, taught for longer than a chapter can wait."""

from pathlib import Path

import numpy as np

from rnnlib.cells import GRUCell, VanillaCell
from rnnlib.layers import Linear, Recurrent
from rnnlib.models import EncoderDecoder, EveryStepModel, LastStepModel, OneToManyModel
from rnnlib.storage import load
from rnnlib.tasks import CAPTION_WORDS, FILM_LABELS, REVIEW_WORDS
from rnnlib.tasks.pairs.numbers import SOURCE, TARGET

WEIGHTS = Path(__file__).with_name("weights.npz")
PICTURE, FRAME = 64, 54  # pixels


def shapes():
    """{task: model} for "digits", "captions", "reviews", "films" and "numbers": five shapes.

    Their weights were made by ``python -m rnnlib.pretrained.shapes.train``, in float32.
    """
    trained, models = untaught(np.float32), untaught()
    load(WEIGHTS, together(trained), kind="shapes")
    for task, model in models.items():
        for name, p in model.params.items():
            p[...] = trained[task].params[name]
    return models


def untaught(dtype=np.float64, seed=0):
    """The models before their first lesson."""
    make = {"rng": np.random.default_rng(seed), "dtype": dtype}
    K = len(CAPTION_WORDS)
    return {
        "digits": LastStepModel(
            Recurrent(VanillaCell(PICTURE, 24, **make)), Linear(24, 10, **make)
        ),
        "captions": OneToManyModel(
            Linear(PICTURE, 32, **make),
            Recurrent(GRUCell(K + 1, 32, **make)),
            Linear(32, K, **make),
        ),
        "reviews": LastStepModel(
            Recurrent(GRUCell(len(REVIEW_WORDS), 16, **make)), Linear(16, 2, **make)
        ),
        "films": EveryStepModel(
            Recurrent(GRUCell(FRAME, 20, **make)), Linear(20, len(FILM_LABELS), **make)
        ),
        "numbers": EncoderDecoder(
            SOURCE,
            TARGET,
            Recurrent(GRUCell(SOURCE.N, 32, **make)),
            Recurrent(GRUCell(TARGET.inputs, 32, **make)),
            rng=make["rng"],
        ),
    }


def together(models):
    """All parameters in one dict, as "TASK.PARAMETER"."""
    return {f"{task}.{k}": p for task, model in models.items() for k, p in model.params.items()}
