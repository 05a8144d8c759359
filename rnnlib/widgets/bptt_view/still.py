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
    name = paths.parameters(view.layer)[view.parameter]
    letter = view._vocabulary[view.notation]["symbols"][view.parameter]
    now, whole = (
        np.linalg.norm(paths.total(name, pairs & (np.arange(T) >= step))) for step in (t, 0)
    )
    one = view.source >= 0
    losses = say("bptt.still_loss", t=view.source + 1) if one else say("bptt.still_losses", T=T)
    cut = say("bptt.still_cut", k=view.k) if view.k < T else ""
    sizes = {"now": size(now), "whole": size(whole)}
    said = say("bptt.still", T=T, losses=losses, cut=cut, letter=letter, t=t + 1, **sizes)
    return said + _layer(view) + _lanes(view, pairs)


def _layer(view):
    """Which layer of a stack it is, and of which state the pairs are."""
    layer = say("bptt.still_layer", layer=view.layer) if view._choices["layer"] > 1 else ""
    lanes = len(view._choices["lane"]) > 1
    return layer + (say("bptt.still_pairs", lane=_letter(view, view.shown)) if lanes else "")


def _lanes(view, pairs):
    """How much the step after this one hands back along c and along h."""
    back, t = view.paths.layers[view.layer].back, view.t
    if len(back) == 1 or t + 1 == len(pairs):
        return ""
    carried = {s: np.linalg.norm(d[pairs[:, t], t].sum(axis=0)) for s, d in back.items()}
    along = [
        say("bptt.along", size=size(carried[s]), state=_letter(view, s)) for s in reversed(carried)
    ]
    lanes = say("bptt.and", first=along[0], second=along[1])
    return say("bptt.still_lanes", t=t + 1, lanes=lanes)


def _letter(view, name):
    return notation.short(name, view.notation)


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
        layer=view.layer,
        lane=view.shown,
    )
