"""Models: recurrent layers, a readout and a loss."""

from rnnlib.models.gap_filler import GAP, GapFiller, gap_cross_entropy
from rnnlib.models.language_model import LanguageModel
from rnnlib.models.ngrams import NGrams
from rnnlib.models.one_to_many import OneToManyModel
from rnnlib.models.pairs import (
    BahdanauEncoderDecoder,
    EncoderDecoder,
    LuongEncoderDecoder,
    SummaryFedEncoderDecoder,
)
from rnnlib.models.pixels import (
    Completion,
    ContextCounts,
    PixelLSTM,
    PixelRNN,
    PlaceCounts,
    complete,
    influence,
    jacobian,
    paint,
    receptive_field,
)
from rnnlib.models.sequence import EveryStepModel, LastStepModel
from rnnlib.models.teacher import TeacherModel

__all__ = [
    "BahdanauEncoderDecoder",
    "Completion",
    "ContextCounts",
    "EncoderDecoder",
    "EveryStepModel",
    "GAP",
    "GapFiller",
    "LanguageModel",
    "LastStepModel",
    "LuongEncoderDecoder",
    "NGrams",
    "OneToManyModel",
    "PixelLSTM",
    "PixelRNN",
    "PlaceCounts",
    "SummaryFedEncoderDecoder",
    "TeacherModel",
    "complete",
    "gap_cross_entropy",
    "influence",
    "jacobian",
    "paint",
    "receptive_field",
]
