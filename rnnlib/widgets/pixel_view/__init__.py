"""PixelView: pictures completed pixel by pixel, and on what a pixel depends."""

from .widget import PixelView

__all__ = ["PixelView"]
