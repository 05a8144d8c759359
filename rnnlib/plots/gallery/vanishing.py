"""Figures of the chapter on vanishing gradients."""

import numpy as np

from rnnlib.analysis import descend, split_paths
from rnnlib.cells import LSTMCell
from rnnlib.layers import Recurrent
from rnnlib.plots.gradients.cliff import cliff
from rnnlib.plots.gradients.gradient_flow import gradient_flow
from rnnlib.plots.gradients.gradient_roads import gradient_roads
from rnnlib.plots.picture import Picture


def flow():
    """The printed twin of GradientFlow, at radius 1."""
    return Picture(
        gradient_flow(),
        "The size of the gradient after 0 to 99 steps back in three untrained networks of spectral "
        "radius 1, on a logarithmic axis: it falls in all of them, below 1e-3 in the vanilla one, "
        "below 1e-6 in the GRU, to a hundredth in the LSTM. Beside it the 24 eigenvalues of U, "
        "none outside the unit circle.",
    )


def error_cliff():
    """The cliff in the error surface of one unit, with two descents."""
    free, clipped = (
        descend(1.8, -0.1, lr=0.2, updates=40, clip=clip, steps=20) for clip in (None, 0.1)
    )
    return Picture(
        cliff({"gradient descent": free, "clipped by norm": clipped}, steps=20),
        "A map of the error of one recurrent unit over its weight and bias, with a cliff along a "
        "line. Gradient descent comes down to the foot of the cliff and is thrown out by more than "
        "3 in one step; clipped, it stays below. The cut shows the error fall from 1.4 to 0.",
    )


def roads(T=40, H=8):
    """The printed twin of PathSplitter: an untrained LSTM, one forget gate closed."""
    rng = np.random.default_rng(0)
    _, tape = Recurrent(LSTMCell(2, H, rng=rng)).forward(0.5 * rng.normal(size=(T, 1, 2)))
    forget = np.full((T, 1, 1), np.nan)
    forget[T // 2] = 0
    found = split_paths(tape, None, (np.full((1, H), H**-0.5), None), forget=forget)
    return Picture(
        gradient_roads(found),
        "The gradient of the cell state of an untrained LSTM at 40 steps, on a logarithmic axis. "
        "One forget gate in the middle is closed: what came along the carry ends there; what goes "
        "through gates and h goes on, ten times smaller.",
    )


FIGURES = {"gradient_flow": flow, "error_cliff": error_cliff, "gradient_roads": roads}
