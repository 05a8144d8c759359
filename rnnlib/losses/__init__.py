"""Losses over time: each returns its value and its gradient in one call."""

from rnnlib.losses.cross_entropy import softmax_cross_entropy
from rnnlib.losses.squared import squared_error

__all__ = ["softmax_cross_entropy", "squared_error"]
