"""ComparePlayer: several networks on one input, under one cursor."""

from .widget import ComparePlayer

__all__ = ["ComparePlayer"]
