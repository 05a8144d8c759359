"""Models: recurrent layers, a readout and a loss."""

from rnnlib.models.language_model import LanguageModel
from rnnlib.models.pairs import (
    BahdanauEncoderDecoder,
    EncoderDecoder,
    LuongEncoderDecoder,
    SummaryFedEncoderDecoder,
)
from rnnlib.models.sequence import EveryStepModel, LastStepModel

__all__ = [
    "BahdanauEncoderDecoder",
    "EncoderDecoder",
    "EveryStepModel",
    "LanguageModel",
    "LastStepModel",
    "LuongEncoderDecoder",
    "SummaryFedEncoderDecoder",
]
