"""PhasePlane: a state of two numbers walks through its plane, left alone or pushed by an input."""

from .widget import PhasePlane

__all__ = ["PhasePlane"]
