"""The cells: each one's diagram with its equations, and the LSTM at work."""

import re

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.diagrams import DIAGRAMS
from rnnlib.layers import Recurrent
from rnnlib.plots.cells.cell_diagram import cell_diagram
from rnnlib.plots.cells.diagram_step import written
from rnnlib.plots.cells.gates_over_time import gates_over_time
from rnnlib.plots.cells.step_in_time import step_in_time
from rnnlib.plots.gallery.lstm import SAMPLE, reader
from rnnlib.plots.picture import Picture


def drawn(diagram):
    """A function that draws the diagram."""
    return lambda: Picture(cell_diagram(diagram.cell), diagram.shows)


def file(cell):
    """What the figure of a cell is called: reset_after_gru."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", cell.replace("ReLU", "Relu")).lower()


def with_numbers():
    """The LSTM's diagram with one step of the reader of Python: the depth of a block is written."""
    tape, unit, t = _deeper()
    f, i, g, c = (tape[name][t, 0, unit] for name in "figc")
    return Picture(
        cell_diagram(tape, t, unit=unit, label=SAMPLE[t]),
        f"One step of one LSTM unit with its numbers, where a deeper line of Python begins: "
        f"f = {written(f)} keeps the cell state, i = {written(i)} lets {written(i * g)} in, and it "
        f"goes from {written(tape.previous('c')[t, 0, unit])} to {written(c)}.",
    )


def step():
    """That step in the diagram, above the same unit over two lines of the program."""
    tape, unit, t = _deeper()
    first, last = SAMPLE.index("in words"), SAMPLE.index(" >= least")
    return Picture(
        step_in_time(tape, SAMPLE[first:last], t, unit, first=first),
        "Above, the diagram of an LSTM cell, filled with the numbers of one unit and one step; "
        "below, the same unit's gates and states over two lines of Python: f is full throughout, "
        "i opens once, where the deeper line begins, and there the cell state c takes a step.",
    )


def playground(T=40):
    """A leaking memory by hand: three pulses, each fading by the forget gate."""
    x = np.zeros(T)
    x[[3, 20, 22]] = 1
    sums = {"i": 40.0, "f": np.log(0.85 / 0.15), "o": 40.0}  # σ of them: 1, 0.85, 1
    layer = Recurrent(LSTMCell(1, 1, rng=np.random.default_rng(0)))
    layer.params["W"][:] = [[0, 0, 0, 40]]  # g = tanh(40 x), 0 or 1
    layer.params["U"][:], layer.params["b"][:] = 0, [sums["i"], sums["f"], sums["o"], 0]
    _, tape = layer.forward(x.reshape(T, 1, 1))
    return Picture(
        gates_over_time(tape),
        "Bars over 40 steps of one LSTM unit whose gates are set by hand: three pulses enter the "
        "cell state c, and with f = 0.85 each has faded to about half after four more steps.",
    )


FIGURES = {f"cell_{file(cell)}": drawn(diagram) for cell, diagram in DIAGRAMS.items()} | {
    "lstm_numbers": with_numbers,
    "lstm_step": step,
    "lstm_leak": playground,
}


def _deeper():
    """The reader's tape, its unit that follows indentation, the step at which that goes deeper."""
    tape, unit = reader("indentation")
    return tape, unit, SAMPLE.index("if len(word)")
