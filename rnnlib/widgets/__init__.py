"""Interactive widgets that animate the numbers of real runs (they need anywidget)."""

from .cell_player import CellPlayer
from .gate_playground import GatePlayground

__all__ = ["CellPlayer", "GatePlayground"]
