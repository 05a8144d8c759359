"""Spoken digits: sound, what a network reads of it, and who says them."""

from rnnlib.tasks.speech.clips import Lesson, clips, joined, lessons
from rnnlib.tasks.speech.features import log_mel, steps
from rnnlib.tasks.speech.training import sample, spread
from rnnlib.tasks.speech.utterances import (
    SYMBOLS,
    Utterance,
    decode,
    encode,
    error_rate,
    errors,
    speak,
    spoken,
    together,
)

__all__ = [
    "SYMBOLS",
    "Lesson",
    "Utterance",
    "clips",
    "decode",
    "encode",
    "error_rate",
    "errors",
    "joined",
    "lessons",
    "log_mel",
    "sample",
    "speak",
    "spoken",
    "spread",
    "steps",
    "together",
]
