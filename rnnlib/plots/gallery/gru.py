"""Figures of the chapter on GRUs."""

from rnnlib.plots.cells.networks import networks
from rnnlib.plots.picture import Picture
from rnnlib.pretrained import counters
from rnnlib.tasks import ANBN_SYMBOLS, anbn_strings

COUNT = 14  # a's in a string longer than any lesson


def states():
    """What three networks hold while they count."""
    return Picture(
        networks(*_runs()),
        "The states of three networks, a row for each unit, while they read fourteen a's and as "
        "many b's. A unit of the LSTM's cell state grows with every a and shrinks with every b; "
        "the states of the plain network and of the GRU stay between −1 and 1.",
    )


def gradients():
    """What reaches their states on the way back."""
    return Picture(
        networks(*_runs(), back=True),
        "The size of the gradient of the loss with respect to the states of the same three "
        "networks at every step, on one logarithmic axis.",
    )


FIGURES = {"gru_compared": states, "gru_compared_gradients": gradients}


def _runs():
    """Tapes of the three on one string, played back, and its symbols."""
    string = anbn_strings([COUNT])
    tapes = {name: model.loss_and_grads(string)[2].rnn for name, model in counters().items()}
    return tapes, [ANBN_SYMBOLS[k] for k in string.x[:, 0]]
