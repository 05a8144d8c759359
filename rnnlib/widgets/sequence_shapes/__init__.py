"""SequenceShapes: the shapes in which a recurrent network is used, one drawing that morphs."""

from .widget import SequenceShapes

__all__ = ["SequenceShapes"]
