"""A short training to look at, complete."""

import numpy as np

from rnnlib import GRUCell, LanguageModel, Recurrent, Text
from rnnlib.lessons import Lessons
from rnnlib.widgets.training_view import TrainingView


def example():
    """A GRU of 12 units learns four lines by heart."""
    lines = "One for the money,\ntwo for the show,\nthree to get ready,\nand four to go.\n"
    text = Text(lines * 12)
    rng = np.random.default_rng(0)
    model = LanguageModel(text, Recurrent(GRUCell(text.V, 12, rng=rng)), rng=rng)
    view = TrainingView(
        Lessons(model, text, updates=60, B=4, T=16, lr=0.03),
        prompt="two for t",
        levels={"frequencies": text.unigram_entropy()},
        moments=8,
        length=60,
    )
    return view.finish()
