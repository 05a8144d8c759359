"""TwoWayView: a bidirectional network, two cursors that meet, and the gradient's two ways."""

from .widget import TwoWayView

__all__ = ["TwoWayView"]
