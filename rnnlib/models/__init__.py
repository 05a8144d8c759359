"""Models: recurrent layers, a readout and a loss."""

from rnnlib.models.language_model import LanguageModel
from rnnlib.models.pairs import EncoderDecoder, SummaryFedEncoderDecoder
from rnnlib.models.sequence import EveryStepModel, LastStepModel

__all__ = [
    "EncoderDecoder",
    "EveryStepModel",
    "LanguageModel",
    "LastStepModel",
    "SummaryFedEncoderDecoder",
]
