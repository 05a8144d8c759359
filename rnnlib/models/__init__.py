"""Models: a recurrent layer, a readout and a loss."""

from rnnlib.models.language_model import LanguageModel
from rnnlib.models.ngrams import NGrams
from rnnlib.models.sequence import EveryStepModel, LastStepModel

__all__ = ["EveryStepModel", "LanguageModel", "LastStepModel", "NGrams"]
