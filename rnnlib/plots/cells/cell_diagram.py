"""The diagram of a cell on paper, and its equations, empty or with the numbers of one step."""

import re

import numpy as np

from rnnlib import notation as notations
from rnnlib.diagrams import DIAGRAMS, diagram_of
from rnnlib.edge import brief, one_of
from rnnlib.notation import palette
from rnnlib.plots.cells.diagram_geometry import Measures
from rnnlib.plots.cells.diagram_parts import Pen
from rnnlib.plots.cells.diagram_step import Step, written
from rnnlib.plots.style import FAINT, INK, bare_figure, style
from rnnlib.tape import Tape

WIDTH = 10.0  # inches
LINE, STAGE, MARGIN = 0.33, 1.15, 0.15  # inches: a line's height, the names of stages, the rim
LETTERS, ROOM = 14, 14.0  # points of an equation's letters at most; inches of a line by letters


def cell_diagram(
    cell, t=None, *, unit=0, batch=0, output=0, label="", notation="house", equations=True
):
    """Figure of a cell: what flows where, stage by stage, and its equations beneath.

    cell           a cell's name ("LSTM", as in `rnnlib.notation.EQUATIONS`), or the tape of a run.
    t              of a tape: the step whose numbers fill the gauges, the wires and the equations.
    unit, batch    whose numbers; ``output`` where outputs are not units (a Jordan cell's).
    label          what was read in that step, written beside x.
    notation       one of `rnnlib.notation.names(cell)`.

    It draws what `rnnlib.widgets.CellPlayer` plays, from the same description and numbers.
    """
    if isinstance(cell, str):
        if cell not in DIAGRAMS:
            raise ValueError(f"cell: expected one of {', '.join(DIAGRAMS)}, got {brief(cell)}")
        diagram, step = DIAGRAMS[cell], None
        if t is not None:
            raise ValueError(
                f"cell: expected a tape, whose step t = {t} can be shown, got {brief(cell)}"
            )
    else:
        one_of("cell", cell, Tape, "a cell's name or the tape of one recurrent layer")
        diagram = diagram_of(cell.cell)
        step = None if t is None else Step(cell, diagram, t, unit, batch, output)
    notations.check(notation, notations.names(diagram.cell))
    lines = _equations(diagram, notation, step) if equations else []
    m = Measures(WIDTH, diagram.size)
    with style():
        height = m.height + LINE * len(lines) + (2 * MARGIN if lines else 0)
        fig, axis = bare_figure(WIDTH, height)
        draw(axis, height, m, diagram, step, label, notation)
        size = min(LETTERS, 72 * ROOM / max((len(line[-1]) for line in lines), default=1))
        for k, line in enumerate(lines):
            _write(axis, m.height + MARGIN + LINE * (k + 0.5), size, *line)
    return fig


def draw(axis, height, m, diagram, step=None, label="", notation="house"):
    """The diagram, at the top of an axis that is ``height`` inches high, in the measures ``m``."""
    axis.set(xlim=(0, WIDTH), ylim=(height, 0))
    pen = Pen(axis, m, step)
    boxes = {node.id: pen.m.box(node) for node in diagram.nodes}
    for wire in diagram.wires:
        pen.wire(wire, boxes)
    for node in diagram.nodes:
        symbol = notations.short(node.value, notation, diagram.cell) if node.value else ""
        inside = {np.tanh: "tanh", np.asarray: ""}.get(diagram.squash.get(node.id), "σ")
        if node.kind == "input":
            x = notations.symbol("x", notation)
            inside = f"{x} = {label}" if label else x
        elif node.stage is None or node.id in ("c", "h", "y"):
            inside = ""  # a state: nothing is computed there
        pen.node(node, boxes[node.id], typeset(symbol), inside)


def _equations(diagram, notation, step):
    """[(the stage's name on its first line, hue, the equation), …]"""
    lines = []
    for stage in diagram.stages:
        for k, name in enumerate(stage.forward):
            line = _equation(diagram.cell, name, notation, step)
            lines.append(("" if k else stage.name, palette.colour(name), line))
    return lines


def _equation(cell, name, notation, step):
    """``c = f·c⁻ + i·g = 0.93·1.42 + 0.08·(−0.55) = 1.28``, or the symbols alone."""
    whole = notations.equations(cell, notation)[name]
    if step is None:
        return whole
    tokens = notations.tokens(notations.EQUATIONS[cell][name], notation, cell)
    filled = ""
    for token in tokens:
        value = step.sum(token["terms"]) if "terms" in token else None
        if "terms" in token and value is None:
            filled = ""  # the weights are no longer those of the run
            break
        enclosed = filled != "" and not filled.endswith("(")
        filled += token["text"] if value is None else written(value, enclosed)
    parts = [whole, filled, written(step.value(name))]
    return " = ".join(part for part in parts if part).replace("⊙", "·")


def _write(axis, y, size, stage, hue, equation):
    axis.text(2 * MARGIN, y, stage, fontsize=size, color=FAINT, va="center_baseline")
    left = 2 * MARGIN + STAGE
    axis.plot(
        [left, left], [y - 0.4 * LINE, y + 0.4 * LINE], color=hue, lw=4, solid_capstyle="butt"
    )
    axis.text(left + MARGIN, y, typeset(equation), fontsize=size, color=INK, va="center_baseline")


def typeset(text):
    """Subscripts set low: ``W_xf x`` with xf small."""
    return re.sub(r"([^\s(\[=·⊙]+?)_(\w+)", lambda m: rf"$\mathregular{{{m[1]}_{{{m[2]}}}}}$", text)
