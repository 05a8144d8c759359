"""Who learns: machines with two kinds of controller, and an LSTM."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.edge import brief, expect
from rnnlib.experiments.turing.problems import PROBLEMS
from rnnlib.layers import Linear, Recurrent
from rnnlib.layers.memory import FeedForwardController, NeuralTuringMachine
from rnnlib.losses import sigmoid_cross_entropy
from rnnlib.models import EveryStepModel

KINDS = {
    "NTM": "NTM, feed-forward controller",
    "NTM-LSTM": "NTM, LSTM controller",
    "LSTM": "LSTM",
}
H, UNITS = 64, 96  # units of a controller, and of the LSTM without a memory


def network(task, kind, seed, dtype=np.float32):
    """An untrained network of one of the `KINDS`, for one of the `PROBLEMS`."""
    expect(task in PROBLEMS, "task", f"one of {', '.join(PROBLEMS)}", brief(task))
    expect(kind in KINDS, "kind", f"one of {', '.join(KINDS)}", brief(kind))
    problem, shape = PROBLEMS[task], {"rng": np.random.default_rng(seed), "dtype": dtype}
    if kind == "LSTM":
        rnn = Recurrent(LSTMCell(problem.D, UNITS, **shape))
    else:
        cell = LSTMCell if kind == "NTM-LSTM" else FeedForwardController
        controller = cell(problem.D + problem.heads * problem.M, H, **shape)
        heads = {"reads": problem.heads, "writes": problem.heads}
        rnn = NeuralTuringMachine(controller, problem.N, problem.M, rng=shape["rng"], **heads)
    return EveryStepModel(rnn, Linear(rnn.output_size, problem.O, **shape), sigmoid_cross_entropy)


def size(model):
    """How many numbers it learns."""
    return sum(p.size for p in model.params.values())
