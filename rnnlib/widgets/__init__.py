"""Interactive widgets that animate the numbers of real runs (they need anywidget)."""

from .bptt_view import BPTTView
from .cell_player import CellPlayer
from .compare_player import ComparePlayer
from .gate_playground import GatePlayground
from .gradient_flow import GradientFlow
from .path_splitter import PathSplitter
from .phase_plane import PhasePlane
from .text_view import TextView
from .unroll_view import UnrollView
from .widget_check import WidgetCheck

__all__ = [
    "BPTTView",
    "CellPlayer",
    "ComparePlayer",
    "GatePlayground",
    "GradientFlow",
    "PathSplitter",
    "PhasePlane",
    "TextView",
    "UnrollView",
    "WidgetCheck",
]
