"""Layers: cells along time, and what stands before and after them."""

from rnnlib.layers.recurrent import Recurrent

__all__ = ["Recurrent"]
