"""A GradientFlow in one sentence and one figure."""

import numpy as np

from rnnlib import plots
from rnnlib.analysis.flow import KINDS
from rnnlib.widgets.shared.still import number, size


def sentence(flow):
    """How large the gradient of each cell is at the cursor and at the far end."""
    lines = 10.0 ** np.frombuffer(flow._lines, "<f4").reshape(len(KINDS), -1).astype(float)
    norms, last = dict(zip(KINDS, lines, strict=True)), flow.length - 1
    t = min(flow.t, last)
    places = dict.fromkeys([t, last])
    said = (
        f"{place} steps back "
        + ", ".join(f"{name} {size(line[place])}" for name, line in norms.items())
        for place in places
    )
    own = 10.0 ** np.frombuffer(flow._own, "<f4").astype(float)
    there = [f"{k} steps back {size(own[k])}" for k in places if k < len(own)]
    mine = f" In a network of your own: {', '.join(there)}." if there else ""
    return (
        f"Size of the gradient in three untrained networks of 24 units, spectral radius "
        f"{number(flow.radius)}, forget bias {number(flow.forget_bias)}: {'; '.join(said)}.{mine}"
    )


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
