"""Models from a sequence to a sequence of another length."""

from rnnlib.models.pairs.bahdanau import BahdanauEncoderDecoder
from rnnlib.models.pairs.encoder_decoder import EncoderDecoder
from rnnlib.models.pairs.luong import LuongEncoderDecoder
from rnnlib.models.pairs.summary_fed import SummaryFedEncoderDecoder

__all__ = [
    "BahdanauEncoderDecoder",
    "EncoderDecoder",
    "LuongEncoderDecoder",
    "SummaryFedEncoderDecoder",
]
