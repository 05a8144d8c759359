"""Figures of the chapter on LSTM gates."""

import numpy as np

from rnnlib.analysis import features, find_units, sensitivity
from rnnlib.cells import LSTMCell
from rnnlib.layers import Recurrent
from rnnlib.plots.cells.gates_over_text import gates_over_text
from rnnlib.plots.cells.unit_over_text import unit_over_text
from rnnlib.plots.curves import curves
from rnnlib.plots.picture import Picture
from rnnlib.pretrained import python_reader
from rnnlib.tasks.characters import Text

SAMPLE = '''def longest(words, least=3):
    """The longest word, if any is long enough."""
    best = ""
    for word in words:
        if len(word) >= least:
            best = max(best, word, key=len)
    return best or None
'''


def indentation():
    """The unit of the trained reader that follows the indentation, over a program."""
    tape, unit = reader("indentation")
    return Picture(
        unit_over_text(tape["c"][:, 0, unit], SAMPLE),
        "A short Python program; behind each character the cell state of one LSTM unit, which "
        "follows the depth of the indentation.",
    )


def gates():
    """Gates and states of that unit from one line into the next."""
    tape, unit = reader("indentation")
    start, end = SAMPLE.index("in words"), SAMPLE.index(" >= least")
    return Picture(
        gates_over_text(tape, SAMPLE[start:end], unit, first=start),
        "The gates and states of one LSTM unit, a row for each, while it reads the end of one line "
        "and the beginning of the next: f is full and i nearly empty; o opens at the new line.",
    )


def influence():
    """How strongly each earlier character moves what the reader expects at one place."""
    model, place = python_reader(), SAMPLE.index("best = max")
    at = place - 1  # the prediction made there is of the character at the place
    return Picture(
        unit_over_text(sensitivity(model, SAMPLE).values[at], SAMPLE, name="h", mark=at),
        "A short Python program; behind each character how strongly it moves the prediction that a "
        "network makes at the framed one, where the deepest line begins. The spaces before this "
        "line and before the lines above it count most.",
    )


def carousel(T=100, B=4, D=8, H=16):
    """What is left of an error along the carry of untrained cells, for four forget biases."""
    rng = np.random.default_rng(0)
    noise, left = rng.normal(size=(T, B, D)), {}
    for bias in (0, 1, 2, 4):
        layer = Recurrent(LSTMCell(D, H, rng=np.random.default_rng(0)))
        layer.params["b"][H : 2 * H] = bias  # the block of f
        f = layer.forward(noise)[1]["f"]
        left[f"$b_f$ = {bias}"] = [f[T - k :].prod(axis=0).mean() for k in range(T)]
    return Picture(
        curves(left, xlabel="steps back", ylabel="∂$c_t$/∂$c_k$", log=True),
        "What is left of an error after 0 to 99 steps back along the cell state, on a logarithmic "
        "axis: with a forget bias of 0 it falls below 1e-25, with 4 a tenth is left.",
    )


FIGURES = {
    "lstm_indentation": indentation,
    "lstm_gates": gates,
    "lstm_influence": influence,
    "lstm_carousel": carousel,
}


def reader(feature):
    """The tape of the trained reader over `SAMPLE`, and its unit that follows the feature best."""
    model = python_reader()
    source = Text.standard_library("tracemalloc").corpus
    found = find_units(model.predict(source)[1].rnn, features(source))
    unit = next(unit.unit for unit in found if unit.feature == feature)
    return model.predict(SAMPLE)[1].rnn, unit
