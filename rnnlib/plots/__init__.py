"""Figures of recurrent networks, drawn by matplotlib."""

from rnnlib.plots.picture import Picture

__all__ = ["Picture"]
