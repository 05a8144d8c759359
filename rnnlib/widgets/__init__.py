"""Interactive widgets that animate the numbers of real runs (they need anywidget)."""

from .cell_player import CellPlayer
from .gate_playground import GatePlayground
from .text_view import TextView

__all__ = ["CellPlayer", "GatePlayground", "TextView"]
