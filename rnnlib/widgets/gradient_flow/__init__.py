"""GradientFlow: how large a gradient still is after so many steps back, for three cells."""

from .widget import GradientFlow

__all__ = ["GradientFlow"]
