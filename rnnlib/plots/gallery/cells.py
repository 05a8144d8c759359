"""The cells: each one's diagram with its equations, and the LSTM at work."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.layers import Recurrent
from rnnlib.plots.cells.cell_diagram import cell_diagram
from rnnlib.plots.cells.diagram_step import written
from rnnlib.plots.cells.gates_over_time import gates_over_time
from rnnlib.plots.cells.step_in_time import step_in_time
from rnnlib.plots.gallery.lstm import SAMPLE, reader
from rnnlib.plots.picture import Picture

SAYS = {
    "LSTM": "The LSTM: the cell state c runs along the top; the forget gate f keeps a part of it, "
    "the input gate i lets the candidate g in, the output gate o shows its tanh as h.",
    "PeepholeLSTM": "The LSTM with peepholes: lines from the cell state lead down to the gates; "
    "f and i see the old one, o sees the new one.",
    "CoupledLSTM": "The LSTM with coupled gates: what f does not keep, 1 − f, lets the candidate "
    "in; there is no input gate.",
    "GRU": "The GRU: one state h along the top; the update gate u writes the candidate n and 1 − u "
    "keeps the old state; the reset gate r decides what the candidate sees of it.",
    "ResetAfterGRU": "The GRU that resets after the product: r weighs h⁻ U + b_U before the tanh.",
    "SimpleGRU": "The simple GRU: one update gate u between the old state and the candidate, and "
    "no reset gate.",
    "Vanilla": "The simple recurrent network: input and old state add up, and tanh makes the new "
    "state of their sum.",
    "VanillaReLU": "The simple recurrent network with a rectifier: the state is the sum where "
    "that is positive, and zero elsewhere.",
    "Jordan": "The Jordan network: of everything it computes the output y alone goes on to the "
    "next step; the hidden units h see the input and the old output.",
}
NAMES = {
    "LSTM": "lstm",
    "PeepholeLSTM": "peephole_lstm",
    "CoupledLSTM": "coupled_lstm",
    "GRU": "gru",
    "ResetAfterGRU": "reset_after_gru",
    "SimpleGRU": "simple_gru",
    "Vanilla": "vanilla",
    "VanillaReLU": "vanilla_relu",
    "Jordan": "jordan",
}


def drawn(cell):
    """A function that draws the diagram of the cell called ``cell``."""
    return lambda: Picture(cell_diagram(cell), SAYS[cell])


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


FIGURES = {f"cell_{name}": drawn(cell) for cell, name in NAMES.items()} | {
    "lstm_numbers": with_numbers,
    "lstm_step": step,
    "lstm_leak": playground,
}


def _deeper():
    """The reader's tape, its unit that follows indentation, the step at which that goes deeper."""
    tape, unit = reader("indentation")
    return tape, unit, SAMPLE.index("if len(word)")
