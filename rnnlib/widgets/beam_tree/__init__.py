"""BeamTree: a beam search as it grows, what it keeps and what it drops."""

from .widget import BeamTree

__all__ = ["BeamTree"]
