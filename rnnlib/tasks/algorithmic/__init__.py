"""Little algorithms to be learned from examples (Graves, Wayne & Danihelka 2014, section 4).

Every task is a `Batch` of sequences of one length: x (T, B, D) of floats; target (T, B, O) of bits,
−1 where nothing is asked; no mask.
"""

from rnnlib.tasks.algorithmic.associative_recall import associative_recall
from rnnlib.tasks.algorithmic.copy_bits import copy_bits
from rnnlib.tasks.algorithmic.priority_sort import priority_sort
from rnnlib.tasks.algorithmic.repeat_copy import repeat_copy

__all__ = ["associative_recall", "copy_bits", "priority_sort", "repeat_copy"]
