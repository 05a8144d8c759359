"""A CellPlayer in one sentence and one figure."""

from rnnlib import notation, plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size, under, window


def sentence(player):
    """The step, and what the unit held before and after it, or the gradients that it got."""
    tape, t, unit, b = player.tape, player.t, player.unit, player.batch
    values = [_value(player, ref, t) for ref in player._maps() if ref != "y"]
    read = say("cell.still_reads", label=player._labels[b][t]) if player._labels[b] else ""
    over = say("cell.still_forward" if player.direction == "forward" else "cell.still_backward")
    place = {"unit": unit, "cell": player.diagram.cell, "t": t + 1, "T": len(tape)}
    said = say("cell.still", **place, read=read, over=over, values=", ".join(values))
    if player.direction == "forward":
        return said
    back = [(_symbol(player, s), size(tape.back[s][t, b, unit])) for s in tape.cell.states]
    gradients = say("cell.still_and").join(f"∂L/∂{symbol} = {value}" for symbol, value in back)
    return say("cell.still_played", said=said[:-1], gradients=gradients)


def figure(player):
    """The step in its diagram above the gates and states of the unit, or their gradients."""
    first, end = window(player.t, len(player.tape))
    labels = under(player._labels[player.batch], len(player.tape))
    return plots.step_in_time(
        player.tape,
        labels[first:end],
        player.t,
        player.unit,
        first=first,
        batch=player.batch,
        output=player.output,
        back=player.direction == "backward",
        notation=player.notation,
    )


def _symbol(player, ref):
    return notation.short(ref, player.notation, player.diagram.cell)


def _value(player, ref, t):
    value = player.tape[ref][t, player.batch, player.unit]
    return f"{_symbol(player, ref)} = {number(value)}"
