"""TextView: a text with a real number behind every character."""

from .widget import TextView

__all__ = ["TextView"]
