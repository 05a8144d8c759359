"""PathSplitter: by which road a gradient comes to a cell state, with forget gates to draw on."""

from .widget import PathSplitter

__all__ = ["PathSplitter"]
