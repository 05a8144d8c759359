"""A PathSplitter in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.widgets.shared.still import number, size


def sentence(splitter):
    """How much of the gradient came along the carry at the step, and how much otherwise."""
    roads, t = splitter.split(), splitter.t
    c, f = (notation.short(name, splitter.notation) for name in "cf")
    carry, rest = (np.linalg.norm(road[t]) for road in (roads.carry, roads.rest))
    return (
        f"The gradient of an LSTM's cell state {c} on its way back over {len(roads.f)} steps; what "
        f"reaches step {t + 1}: along the carry {size(carry)}, through gates and hidden state "
        f"{size(rest)}; {f} is {number(roads.f[t].mean())} there, the mean over units."
    )


def figure(splitter):
    """The forget gates above the sizes of both roads, the step framed."""
    return plots.gradient_roads(splitter.split(), t=splitter.t, notation=splitter.notation)
