"""Interactive widgets that animate the numbers of real runs (they need anywidget)."""

from .cell_player import CellPlayer
from .compare_player import ComparePlayer
from .gate_playground import GatePlayground
from .phase_plane import PhasePlane
from .text_view import TextView
from .widget_check import WidgetCheck

__all__ = ["CellPlayer", "ComparePlayer", "GatePlayground", "PhasePlane", "TextView", "WidgetCheck"]
