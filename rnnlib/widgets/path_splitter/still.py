"""A PathSplitter in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size


def sentence(splitter):
    """How much of the gradient came along the carry at the step, and how much otherwise."""
    roads, t = splitter.split(), splitter.t
    c, f = (notation.short(name, splitter.notation) for name in "cf")
    carry, rest = (np.linalg.norm(road[t]) for road in (roads.carry, roads.rest))
    sizes = {"carry": size(carry), "rest": size(rest), "mean": number(roads.f[t].mean())}
    return say("paths.still", c=c, T=len(roads.f), t=t + 1, f=f, **sizes)


def figure(splitter):
    """The forget gates above the sizes of both roads, the step framed."""
    return plots.gradient_roads(splitter.split(), t=splitter.t, notation=splitter.notation)
