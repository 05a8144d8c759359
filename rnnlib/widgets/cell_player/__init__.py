"""CellPlayer: one run of one cell, step by step, with its real numbers."""

from .widget import CellPlayer

__all__ = ["CellPlayer"]
