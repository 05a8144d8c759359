"""A GradientFlow in one sentence and one figure."""

import numpy as np

from rnnlib import plots
from rnnlib.analysis.flow import KINDS
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size


def sentence(flow):
    """How large the gradient of each cell is at the cursor and at the far end."""
    lines = 10.0 ** np.frombuffer(flow._lines, "<f4").reshape(len(KINDS), -1).astype(float)
    norms, last = dict(zip(KINDS, lines, strict=True)), flow.length - 1
    t = min(flow.t, last)
    places = dict.fromkeys([t, last])
    said = (
        say("flow.still_back", t=place)
        + ", ".join(f"{name} {size(line[place])}" for name, line in norms.items())
        for place in places
    )
    own = 10.0 ** np.frombuffer(flow._own, "<f4").astype(float)
    there = [say("flow.still_back", t=k) + size(own[k]) for k in places if k < len(own)]
    mine = say("flow.still_own", said=", ".join(there)) if there else ""
    set_to = {"radius": number(flow.radius), "bias": number(flow.forget_bias)}
    return say("flow.still", **set_to, said="; ".join(said)) + mine


def figure(flow):
    """The sizes over the steps back, the cursor, and the eigenvalues of U."""
    return plots.gradient_flow(
        radius=flow.radius,
        activation=flow.activation,
        length=flow.length,
        forget_bias=flow.forget_bias,
        t=min(flow.t, flow.length - 1),
        own=None if flow.own is None else 10.0 ** np.frombuffer(flow._own, "<f4").astype(float),
        notation=flow.notation,
    )
