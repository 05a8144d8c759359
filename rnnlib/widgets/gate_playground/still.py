"""A GatePlayground in one sentence and one figure."""

from rnnlib import notation, plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number


def sentence(playground):
    """The step, and what the gates make of the cell state in it."""
    tape, t = playground.run(), playground.t
    symbol = {ref: notation.short(ref, playground.notation) for ref in "xifgch"}
    values = {"x": playground.x[t]} | {ref: tape[ref][t, 0, 0] for ref in "ifgch"}
    said = ", ".join(f"{symbol[ref]} = {number(value)}" for ref, value in values.items())
    moved = say(f"playground.still_{playground.mode}")
    last = number(tape["c"][-1, 0, 0])
    place = {"moved": moved, "T": len(tape), "t": t + 1}
    return say("playground.still", **place, said=said, c=symbol["c"], last=last)


def figure(playground):
    """The input, the gates and the states of the unit over time, the step framed."""
    return plots.gates_over_time(
        playground.run(), x=playground.x, t=playground.t, notation=playground.notation
    )
