"""MemoryView: the memory of a neural Turing machine, and how its heads find their places."""

from .widget import MemoryView

__all__ = ["MemoryView"]
