"""Losses over time: each returns its value and its gradient in one call."""

from rnnlib.losses.bits import sigmoid_cross_entropy
from rnnlib.losses.cross_entropy import softmax_cross_entropy
from rnnlib.losses.ctc import ctc_lattice, ctc_loss
from rnnlib.losses.omega import Omega
from rnnlib.losses.squared import squared_error
from rnnlib.losses.step_losses import step_losses

__all__ = [
    "Omega",
    "ctc_lattice",
    "ctc_loss",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "squared_error",
    "step_losses",
]
