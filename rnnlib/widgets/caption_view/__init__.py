"""CaptionView: pictures and their captions, and where each word looks."""

from .widget import CaptionView

__all__ = ["CaptionView"]
