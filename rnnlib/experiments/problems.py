"""The two problems, and what counts as solved."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.layers import Linear, Recurrent
from rnnlib.losses import softmax_cross_entropy, squared_error
from rnnlib.models import LastStepModel
from rnnlib.tasks import TEMPORAL_ORDER_SYMBOLS, adding, temporal_order

SOLVED = 0.01  # an error below this


class Problem(NamedTuple):
    """A task, its sizes, its loss, and the error by which an answer is judged."""

    label: str
    error_label: str
    make: Callable
    D: int
    O: int
    loss: Callable
    error: Callable

    def model(self, cell, H, rng):
        """An untrained network with a cell of this kind and H units."""
        rnn = Recurrent(cell(self.D, H, rng=rng))
        return LastStepModel(rnn, Linear(H, self.O, rng=rng), self.loss)


def share_wrong(logits, target):
    """The share of sequences for which another class is the likeliest; guessing has ¾."""
    return float(np.mean(logits.argmax(-1) != target))


def mean_square(y, target):
    """The mean of (y − target)²; always answering 1 has 1/6."""
    return float(np.mean((y - target) ** 2))


PROBLEMS = {
    "temporal_order": Problem(
        "temporal order",
        "share of sequences wrong",
        temporal_order,
        len(TEMPORAL_ORDER_SYMBOLS),
        4,
        softmax_cross_entropy,
        share_wrong,
    ),
    "adding": Problem("adding", "mean square error", adding, 2, 1, squared_error, mean_square),
}


def problem_named(name):
    """The `Problem` of this name; ValueError where there is none."""
    expect(
        isinstance(name, str) and name in PROBLEMS,
        "task",
        f"one of {', '.join(PROBLEMS)}",
        brief(name),
    )
    return PROBLEMS[name]
