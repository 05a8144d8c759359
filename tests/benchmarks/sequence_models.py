"""The models of `sequences.py`: ours, the same in PyTorch, and what both read, by name."""

from pair_models import PAIRS
from shape_models import SHAPES
from text_models import TEXTS

MODELS = SHAPES | TEXTS | PAIRS
