"""How well is an algorithm known? Wrong bits, on sizes taught and on larger ones."""

from typing import NamedTuple

import numpy as np

from rnnlib.layers.memory import NeuralTuringMachine
from rnnlib.losses.bits import checked, surprise
from rnnlib.models import EveryStepModel

SEED = 15  # of all examinations


class Examination(NamedTuple):
    """Of some sequences: the mean cost and the mean number of wrong bits of a sequence, how many
    bits were asked for, and the share of sequences without a wrong one."""

    cost: float
    wrong: float
    asked: float
    perfect: float


def examined(model, problem, sizes, B=20, seed=SEED):
    """The `Examination` of a model on B sequences of these sizes; the same ones at every call.

    The cost is in bits per sequence, as in the paper: Σ −log₂ p(right bit) over all that is asked.
    """
    rng = np.random.default_rng([seed, *sizes])
    batch = problem.make(sizes, B, rng)
    logits, _ = model.forward(batch.x.astype(model.rnn.dtype))
    logits, target, asked = checked(logits, batch.target)
    cost = surprise(logits, target, asked).sum(dtype=float) / np.log(2)
    wrong = (((logits > 0) != target) & asked).sum((0, 2))  # of every sequence
    return Examination(
        float(cost) / B, float(wrong.mean()), float(asked.sum()) / B, float((wrong == 0).mean())
    )


def cost_as_taught(model, problem, B=4):
    """Bits per sequence, the mean over all sizes that are taught; of sequences in no lesson."""
    exams = (examined(model, problem, sizes, B, SEED + 1) for sizes in problem.sizes())
    return float(np.mean([exam.cost for exam in exams]))


def with_memory(model, N):
    """The same model with N places of memory, the very same parameters; an LSTM as it is."""
    if not isinstance(model.rnn, NeuralTuringMachine):
        return model
    return EveryStepModel(model.rnn.with_memory(N), model.readout, model.loss)
