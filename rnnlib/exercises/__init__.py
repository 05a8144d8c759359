"""Exercises that say what is wrong: statement, layered hints, solution, and a check with reasons.

An exercise shows itself in a notebook; ``exercise.check(attempt)`` runs the reader's function.
"""

from rnnlib.exercises.affine import affine
from rnnlib.exercises.axes import axes
from rnnlib.exercises.carousel import carousel
from rnnlib.exercises.carry_on import carry_on
from rnnlib.exercises.central_differences import central_differences
from rnnlib.exercises.clinic import clinic
from rnnlib.exercises.clipping import clipping
from rnnlib.exercises.clock import clock
from rnnlib.exercises.counter import counter
from rnnlib.exercises.from_pytorch import from_pytorch
from rnnlib.exercises.gru_step import gru_step
from rnnlib.exercises.jacobian_product import jacobian_product
from rnnlib.exercises.lamp import lamp
from rnnlib.exercises.latch import latch
from rnnlib.exercises.loss_over_time import loss_over_time
from rnnlib.exercises.lstm_step import lstm_step
from rnnlib.exercises.lstm_step_back import lstm_step_back
from rnnlib.exercises.numbers_to_learn import numbers_to_learn
from rnnlib.exercises.one_step import one_step
from rnnlib.exercises.rnn_step_back import rnn_step_back
from rnnlib.exercises.rnn_through_time import rnn_through_time
from rnnlib.exercises.run_over_time import run_over_time
from rnnlib.exercises.simple_gru_step_back import simple_gru_step_back
from rnnlib.exercises.slope import slope
from rnnlib.exercises.step_ratios import step_ratios
from rnnlib.exercises.through_time import through_time
from rnnlib.exercises.unrolled_forward import unrolled_forward

__all__ = [
    "affine",
    "axes",
    "carousel",
    "carry_on",
    "central_differences",
    "clinic",
    "clipping",
    "clock",
    "counter",
    "from_pytorch",
    "gru_step",
    "jacobian_product",
    "lamp",
    "latch",
    "loss_over_time",
    "lstm_step",
    "lstm_step_back",
    "numbers_to_learn",
    "one_step",
    "rnn_step_back",
    "rnn_through_time",
    "run_over_time",
    "simple_gru_step_back",
    "slope",
    "step_ratios",
    "through_time",
    "unrolled_forward",
]


def progress():
    """What the reader has solved until now, as a table; ``progress().reset()`` begins anew."""
    from rnnlib.exercises.progress_table import ProgressTable

    return ProgressTable()
