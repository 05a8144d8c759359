"""Models from a picture to a sentence."""

from rnnlib.models.captioners.attending import AttendingCaptioner
from rnnlib.models.captioners.fed import (
    EveryStepCaptioner,
    FirstInputCaptioner,
    FirstStateCaptioner,
)

__all__ = [
    "AttendingCaptioner",
    "EveryStepCaptioner",
    "FirstInputCaptioner",
    "FirstStateCaptioner",
]
