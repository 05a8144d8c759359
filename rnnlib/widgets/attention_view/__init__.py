"""AttentionView: where each output looks, and by which road its gradient comes."""

from .widget import AttentionView

__all__ = ["AttentionView"]
