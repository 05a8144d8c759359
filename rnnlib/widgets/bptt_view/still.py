"""A BPTTView in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.analysis import kept
from rnnlib.language import say
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
    one = view.source >= 0
    losses = say("bptt.still_loss", t=view.source + 1) if one else say("bptt.still_losses", T=T)
    cut = say("bptt.still_cut", k=view.k) if view.k < T else ""
    sizes = {"now": size(now), "whole": size(whole)}
    return say("bptt.still", T=T, losses=losses, cut=cut, letter=letter, t=t + 1, **sizes)


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
