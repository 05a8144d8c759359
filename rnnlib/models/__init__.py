"""Models: a recurrent layer, a readout and a loss."""

from rnnlib.models.gap_filler import GAP, GapFiller, gap_cross_entropy
from rnnlib.models.language_model import LanguageModel
from rnnlib.models.sequence import EveryStepModel, LastStepModel

__all__ = [
    "GAP",
    "EveryStepModel",
    "GapFiller",
    "LanguageModel",
    "LastStepModel",
    "gap_cross_entropy",
]
