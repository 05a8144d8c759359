"""Layers: cells along time, and what stands before, after, above and beside them."""

from rnnlib.layers.bidirectional import Bidirectional
from rnnlib.layers.embedding import Embedding
from rnnlib.layers.linear import Linear
from rnnlib.layers.per_step import PerStep
from rnnlib.layers.recurrent import Recurrent
from rnnlib.layers.stacked import Stacked
from rnnlib.layers.teacher_forced import TeacherForced
from rnnlib.layers.window import Window

__all__ = [
    "Bidirectional",
    "Embedding",
    "Linear",
    "PerStep",
    "Recurrent",
    "Stacked",
    "TeacherForced",
    "Window",
]
