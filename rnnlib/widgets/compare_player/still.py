"""A ComparePlayer in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.widgets.shared.still import number, size, under, window


def sentence(player):
    """The step, and the memory of each network's unit in it, or the gradient that reaches it."""
    t, back = player.t, player.direction == "backward"
    T, labels = player._choices["t"], player._labels[player.batch]
    step = f"step {t + 1} of {T}" + (f", “{labels[t]}”" if labels else "")
    runs = zip(player._runs, player.units, strict=True)
    said = ", ".join(_said(player, run, unit, back) for run, unit in runs)
    what = "the sizes of their gradients" if back else f"their {player.shown}"
    return f"{len(player.tapes)} networks on one input, {what} over time; at {step}: {said}."


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
    return f"{run.name} {symbol} = {number(run.tape[memory][t, player.batch, unit])} in unit {unit}"
