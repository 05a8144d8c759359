"""Interactive widgets that animate the numbers of real runs (they need anywidget)."""

from .cell_player import CellPlayer

__all__ = ["CellPlayer"]
