"""Models of pictures that predict the next pixel: van den Oord et al. 2016.

A picture is (R, C) whole numbers, levels from 0 (paper) to K − 1 (ink); pictures are (B, R, C).
"""

from rnnlib.models.pixels.completion import Completion, complete, paint
from rnnlib.models.pixels.counts import ContextCounts, PlaceCounts
from rnnlib.models.pixels.influence import influence, jacobian, receptive_field
from rnnlib.models.pixels.pixel_lstm import PixelLSTM
from rnnlib.models.pixels.pixel_rnn import PixelRNN

__all__ = [
    "Completion",
    "ContextCounts",
    "PixelLSTM",
    "PixelRNN",
    "PlaceCounts",
    "complete",
    "influence",
    "jacobian",
    "paint",
    "receptive_field",
]
