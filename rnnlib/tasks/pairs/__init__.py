"""Tasks from a sequence to a sequence of another length, in batches of like lengths."""

from rnnlib.tasks.pairs.dates import dates, dates_in_every_style
from rnnlib.tasks.pairs.numbers import number_words
from rnnlib.tasks.pairs.pairs import PairBatch, Pairs
from rnnlib.tasks.pairs.reversal import repetition, reversal
from rnnlib.tasks.pairs.vocabulary import Vocabulary

__all__ = [
    "PairBatch",
    "Pairs",
    "Vocabulary",
    "dates",
    "dates_in_every_style",
    "number_words",
    "repetition",
    "reversal",
]
