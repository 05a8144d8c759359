"""A BPTTView in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.analysis import kept
from rnnlib.widgets.shared.still import size


def sentence(view):
    """How far the walk has come, and how large the gradient is by now and in the end."""
    T, t, paths = view._choices["t"], view.t, view.paths
    pairs = kept(T, view.k, view.kind)
    if view.source >= 0:
        pairs = pairs & (np.arange(T)[:, None] == view.source)
    name = f"{'out' if view.parameter == 'V' else 'rnn'}.{view.parameter}"
    letter = notation.symbol(view.parameter, view.notation)
    now, whole = (
        np.linalg.norm(paths.total(name, pairs & (np.arange(T) >= step))) for step in (t, 0)
    )
    losses = f"the loss of step {view.source + 1}" if view.source >= 0 else f"all {T} losses"
    cut = f", cut to {view.k} steps" if view.k < T else ""
    return (
        f"Backpropagation through {T} steps from {losses}{cut}, every path and the part of every "
        f"step in ∂L/∂{letter}: the steps from {t + 1} on add up to a size of {size(now)}, all "
        f"together to {size(whole)}."
    )


def figure(view):
    """The paths, the pairs, and the parts as far as the walk has come."""
    return plots.bptt_paths(
        view.paths,
        labels=view._run["labels"] or None,
        source=None if view.source < 0 else view.source,
        parameter=view.parameter,
        k=view.k,
        kind=view.kind,
        t=view.t,
        notation=view.notation,
    )
