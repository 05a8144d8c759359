"""A ComparePlayer in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size, under, window


def sentence(player):
    """The step, and the memory of each network's unit in it, or the gradient that reaches it."""
    t, back = player.t, player.direction == "backward"
    T, labels = player._choices["t"], player._labels[player.batch]
    label = say("compare.still_label", label=labels[t]) if labels else ""
    runs = zip(player._runs, player.units, strict=True)
    said = ", ".join(_said(player, run, unit, back) for run, unit in runs)
    what = say("compare.still_back" if back else f"compare.still_{player.shown}")
    place = {"n": len(player.tapes), "what": what, "t": t + 1, "T": T, "label": label}
    return say("compare.still", **place, said=said)


def figure(player):
    """A map for each state or gate, or the sizes of the gradients, the step framed."""
    first, end = window(player.t, player._choices["t"])
    labels = under(player._labels[player.batch], player._choices["t"])
    back = player.direction == "backward"
    return plots.networks(
        player.tapes,
        labels[first:end],
        batch=player.batch,
        back=back,
        gates=player.shown == "gates" and not back,
        first=first,
        t=player.t,
        notation=player.notation,
    )


def _said(player, run, unit, back):
    t, memory = player.t, run.states[0]
    symbol = notation.short(memory, player.notation, run.diagram.cell)
    if back:
        norm = np.linalg.norm(run.tape.back[memory][t, player.batch])
        return f"{run.name} ‖∂L/∂{symbol}‖ = {size(norm)}"
    value = number(run.tape[memory][t, player.batch, unit])
    return say("compare.still_in", name=run.name, symbol=symbol, value=value, unit=unit)
