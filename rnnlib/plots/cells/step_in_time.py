"""One picture of what an LSTM does: a step in its diagram, above the same unit over a text."""

import numpy as np

from rnnlib.diagrams import diagram_of
from rnnlib.edge import one_of
from rnnlib.plots.cells.cell_diagram import WIDTH, draw
from rnnlib.plots.cells.diagram_geometry import Measures
from rnnlib.plots.cells.diagram_step import Step
from rnnlib.plots.cells.gates_over_text import draw_rows
from rnnlib.plots.style import INK, style, visible
from rnnlib.tape import Tape

ROW, AXIS = 0.44, 0.55  # inches: a row's height, the letters below


def step_in_time(tape, text, t, unit, *, first=0, batch=0, output=0, back=False, notation="house"):
    """Figure of step ``t`` of a tape in the cell's diagram, and of the unit over ``text`` below.

    ``text`` is what was read from step ``first`` on, or a piece of it, characters or a list of
    labels; it must contain step t. ``output`` is that of a Jordan cell. With ``back`` the rows hold
    the gradients of the gates and states, as far as the tape has been played back.
    """
    one_of("tape", tape, Tape, "the tape of one recurrent layer")
    one_of("text", text, str | list | tuple, "a str, or a list of labels")
    one_of("t", t, int, "a step")
    if not first <= t < first + len(text):
        raise ValueError(f"t: expected a step from {first} to {first + len(text) - 1}, got {t}")
    from matplotlib.figure import Figure

    diagram = diagram_of(tape.cell)
    arrays, d = (tape.back, "∂L/∂") if back else (tape, "")
    names = [
        f"{d}{n}" for n in ("f", "i", "g", "r", "u", "n", "a", "c", "o", "h") if n in arrays.names
    ]
    arrays = {name: arrays[name.removeprefix(d)] for name in names}
    m, below = Measures(WIDTH, diagram.size), ROW * len(names) + AXIS
    with style():
        fig = Figure(figsize=(WIDTH, m.height + below), layout="constrained")
        upper, lower = fig.subfigures(2, 1, height_ratios=[m.height, below], facecolor="none")
        axis = upper.add_axes((0, 0, 1, 1))
        axis.set_axis_off()
        step = Step(tape, diagram, t, unit, batch, output)
        draw(axis, m.height, m, diagram, step, visible(text[t - first]), notation)
        axes = np.atleast_1d(lower.subplots(len(names), 1, sharex=True))
        draw_rows(
            axes, arrays, text, unit, first=first, batch=batch, names=names, notation=notation
        )
        for row in axes:
            row.axvspan(t - first, t - first + 1, fc="none", ec=INK, lw=2, zorder=9)
    return fig
