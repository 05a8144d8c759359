"""Recurrent neural networks in NumPy: cells, layers, tapes and training.

A cell knows one step, `Recurrent` runs it along time, and the tape of a run keeps every gate and
state by name. This import loads NumPy and nothing else; `rnnlib.plots`, `rnnlib.widgets` and
`rnnlib.chapters` are imported by those who want them.
"""

from rnnlib.cells import (
    Cell,
    GRUCell,
    JordanCell,
    LSTMCell,
    PeepholeLSTMCell,
    ResetAfterGRUCell,
    SimpleGRUCell,
    VanillaCell,
    VanillaReLUCell,
)
from rnnlib.checks import check_gradients, gradient_error, numerical_gradient, report
from rnnlib.layers import Bidirectional, Embedding, Linear, Recurrent, Stacked
from rnnlib.losses import softmax_cross_entropy, squared_error
from rnnlib.models import EveryStepModel, LanguageModel, LastStepModel
from rnnlib.ops import sigmoid, softmax
from rnnlib.optim import SGD, Adam, RMSProp, clip_norm, clip_value, global_norm
from rnnlib.storage import load, save
from rnnlib.tape import Tape
from rnnlib.tasks import Batch, Text, adding, anbn, copying, echo, endless, temporal_order
from rnnlib.train import Diverged, Record, fit

__all__ = [
    "Adam",
    "Batch",
    "Bidirectional",
    "Cell",
    "Diverged",
    "Embedding",
    "EveryStepModel",
    "GRUCell",
    "JordanCell",
    "LSTMCell",
    "LanguageModel",
    "LastStepModel",
    "Linear",
    "PeepholeLSTMCell",
    "RMSProp",
    "Record",
    "Recurrent",
    "ResetAfterGRUCell",
    "SGD",
    "SimpleGRUCell",
    "Stacked",
    "Tape",
    "Text",
    "VanillaCell",
    "VanillaReLUCell",
    "adding",
    "anbn",
    "check_gradients",
    "clip_norm",
    "clip_value",
    "copying",
    "echo",
    "endless",
    "fit",
    "global_norm",
    "gradient_error",
    "load",
    "numerical_gradient",
    "report",
    "save",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "squared_error",
    "temporal_order",
]
