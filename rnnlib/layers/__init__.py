"""Layers: cells along time, and what stands before, after, above and beside them."""

from rnnlib.layers.attention import (
    AdditiveAttention,
    CausalSelfAttention,
    DotAttention,
    GeneralAttention,
    ScaledDotAttention,
    SelfAttention,
)
from rnnlib.layers.bidirectional import Bidirectional
from rnnlib.layers.bridge import Bridge, Handover
from rnnlib.layers.embedding import Embedding
from rnnlib.layers.linear import Linear
from rnnlib.layers.memory import FeedForwardController, NeuralTuringMachine
from rnnlib.layers.per_step import PerStep
from rnnlib.layers.pixels import (
    DiagonalBiLSTM,
    DiagonalLSTM,
    MaskedConvolution,
    Rectifier,
    Residual,
    RowLSTM,
)
from rnnlib.layers.recurrent import Recurrent
from rnnlib.layers.reversed import Reversed
from rnnlib.layers.stacked import Stacked
from rnnlib.layers.teacher_forced import TeacherForced
from rnnlib.layers.window import Window

__all__ = [
    "AdditiveAttention",
    "Bidirectional",
    "Bridge",
    "CausalSelfAttention",
    "DiagonalBiLSTM",
    "DiagonalLSTM",
    "DotAttention",
    "Embedding",
    "FeedForwardController",
    "GeneralAttention",
    "Handover",
    "Linear",
    "MaskedConvolution",
    "NeuralTuringMachine",
    "PerStep",
    "Recurrent",
    "Rectifier",
    "Residual",
    "Reversed",
    "RowLSTM",
    "ScaledDotAttention",
    "SelfAttention",
    "Stacked",
    "TeacherForced",
    "Window",
]
