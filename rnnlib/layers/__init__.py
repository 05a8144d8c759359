"""Layers: cells along time, and what stands before, after, above and beside them."""

from rnnlib.layers.bidirectional import Bidirectional
from rnnlib.layers.bridge import Bridge, Handover
from rnnlib.layers.embedding import Embedding
from rnnlib.layers.linear import Linear
from rnnlib.layers.per_step import PerStep
from rnnlib.layers.recurrent import Recurrent
from rnnlib.layers.reversed import Reversed
from rnnlib.layers.stacked import Stacked
from rnnlib.layers.window import Window

__all__ = [
    "Bidirectional",
    "Bridge",
    "Embedding",
    "Handover",
    "Linear",
    "PerStep",
    "Recurrent",
    "Reversed",
    "Stacked",
    "Window",
]
