"""Layers that look at pictures."""

from rnnlib.layers.images.convolution import Convolution
from rnnlib.layers.images.encoder import ImageEncoder

__all__ = ["Convolution", "ImageEncoder"]
