"""Recurrent cells: one step each, forward and back."""

from rnnlib.cells.base import Cell
from rnnlib.cells.coupled import CoupledLSTMCell
from rnnlib.cells.gru import GRUCell, SimpleGRUCell
from rnnlib.cells.lstm import LSTMCell, PeepholeLSTMCell
from rnnlib.cells.reset_after import ResetAfterGRUCell
from rnnlib.cells.vanilla import JordanCell, VanillaCell, VanillaReLUCell

__all__ = [
    "Cell",
    "CoupledLSTMCell",
    "GRUCell",
    "JordanCell",
    "LSTMCell",
    "PeepholeLSTMCell",
    "ResetAfterGRUCell",
    "SimpleGRUCell",
    "VanillaCell",
    "VanillaReLUCell",
]
