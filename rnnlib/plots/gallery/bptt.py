"""Figures of the chapter on backpropagation through time."""

import numpy as np

from rnnlib.analysis import paths, truncation
from rnnlib.cells import VanillaCell
from rnnlib.layers import Recurrent
from rnnlib.models import LanguageModel
from rnnlib.plots.curves import curves
from rnnlib.plots.gradients.bptt_paths import bptt_paths
from rnnlib.plots.picture import Picture
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.characters import Text

SENTENCE = "the cat sat o"


def all_paths():
    """What flows back from all losses, and how the steps' parts make ∂L/∂U."""
    found, labels = _walk()
    return Picture(
        bptt_paths(found, labels=labels),
        "A network unrolled over twelve characters. Every loss sends a gradient back along all "
        "earlier states; it shrinks with every step. Below, the part of each step in ∂L/∂U, and "
        "their sum.",
    )


def one_path():
    """The path of one loss, and where a truncation cuts it."""
    found, labels = _walk()
    return Picture(
        bptt_paths(found, labels=labels, source=9, k=5, kind="reach"),
        "The same network with one loss alone, that of step 10, followed back over five steps: "
        "there the truncation cuts the path, and the steps before have no part in ∂L/∂U.",
    )


def truncated():
    """Cosine of truncated gradients with the full one, for both ways to truncate."""
    found, _ = _walk()
    cosines = {kind: truncation(found, kind).cosine for kind in ("windows", "reach")}
    return Picture(
        curves(
            {"windows of k": cosines["windows"], "k steps from each loss": cosines["reach"]},
            x=np.arange(1, len(found.losses) + 1),
            xlabel="k",
            ylabel="cosine with the full gradient",
        ),
        "The cosine between truncated gradients and the full one for k from 1 to 12: both ways end "
        "at 1, and k steps from each loss are nearer to it than windows of k steps.",
    )


FIGURES = {"bptt_paths": all_paths, "bptt_one_path": one_path, "bptt_truncation": truncated}


def _walk():
    """The paths of an untrained language model over a few words, and what its steps read."""
    rng = np.random.default_rng(0)
    text = Text("the cat sat on the mat. ")
    model = LanguageModel(text, Recurrent(VanillaCell(text.V, 6, rng=rng)), rng=rng)
    codes = text.encode(SENTENCE)
    return paths(model, Batch(codes[:-1, None], codes[1:, None])), SENTENCE[:-1]
