"""BPTTView: one walk backward through an unrolled network, every number computed."""

from .widget import BPTTView

__all__ = ["BPTTView"]
