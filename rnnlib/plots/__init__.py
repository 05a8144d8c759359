"""Figures of recurrent networks, drawn by matplotlib."""

from rnnlib.plots.course_map import course_map
from rnnlib.plots.curves import curves
from rnnlib.plots.gates_over_text import gates_over_text
from rnnlib.plots.notation_table import notation_table
from rnnlib.plots.picture import Picture
from rnnlib.plots.unit_over_text import unit_over_text

__all__ = ["Picture", "course_map", "curves", "gates_over_text", "notation_table", "unit_over_text"]
