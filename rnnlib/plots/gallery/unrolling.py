"""Figures of the chapter on unrolling."""

from itertools import islice

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.diagrams.unrolled import run_of
from rnnlib.layers import Linear, Recurrent
from rnnlib.models import EveryStepModel
from rnnlib.optim import Adam
from rnnlib.plots.picture import Picture
from rnnlib.plots.recurrence.unrolled import outcome, unrolled
from rnnlib.tasks import endless, parity
from rnnlib.train import fit


def graph():
    """A network that keeps the parity of its inputs, folded and unfolded."""
    return _graph("house")


def graph_textbook():
    """The same in the letters of the textbook, in which W and U trade places."""
    return _graph("goodfellow")


FIGURES = {"unrolled_graph": graph, "unrolled_graph_textbook": graph_textbook}


def _graph(notation):
    rng = np.random.default_rng(1)
    model = EveryStepModel(Recurrent(VanillaCell(2, 4, rng=rng)), Linear(4, 2, rng=rng))
    strings = endless(parity, 10, 32, rng=rng)
    list(islice(fit(model, strings, Adam(model.params, lr=0.02), clip=1.0), 250))
    run = run_of(model, parity(6, 1, rng=rng))
    return Picture(unrolled(run, 4, notation), outcome(run))
