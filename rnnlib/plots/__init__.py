"""Figures of recurrent networks, drawn by matplotlib."""

from rnnlib.plots.cells.cell_diagram import cell_diagram
from rnnlib.plots.cells.gates_over_text import gates_over_text
from rnnlib.plots.cells.gates_over_time import gates_over_time
from rnnlib.plots.cells.networks import networks
from rnnlib.plots.cells.step_in_time import step_in_time
from rnnlib.plots.cells.unit_over_text import unit_over_text
from rnnlib.plots.course_map import course_map
from rnnlib.plots.curves import curves
from rnnlib.plots.dots import dots
from rnnlib.plots.every_seed import every_seed
from rnnlib.plots.gradients.bptt_paths import bptt_paths
from rnnlib.plots.gradients.cliff import cliff
from rnnlib.plots.gradients.gradient_flow import gradient_flow
from rnnlib.plots.gradients.gradient_roads import gradient_roads
from rnnlib.plots.gradients.success_against_length import success_against_length
from rnnlib.plots.memory.memory_in_time import memory_in_time
from rnnlib.plots.notation_table import notation_table
from rnnlib.plots.padding_leaks import padding_leaks
from rnnlib.plots.picture import Picture, small_png
from rnnlib.plots.pictures import drawings, pictures
from rnnlib.plots.pixel_maps import PixelMap, pixel_maps
from rnnlib.plots.recurrence.branches import branches
from rnnlib.plots.recurrence.phase_plane import phase_plane, phase_planes
from rnnlib.plots.recurrence.rows import row_equation
from rnnlib.plots.recurrence.sequence_shape import sequence_shape
from rnnlib.plots.recurrence.two_ways import two_ways
from rnnlib.plots.recurrence.unrolled import unrolled
from rnnlib.plots.recurrence.walk_in_time import walk_in_time
from rnnlib.plots.sequences.accuracy_against_length import accuracy_against_length
from rnnlib.plots.sequences.alignment import alignment
from rnnlib.plots.sequences.beam_tree import beam_tree
from rnnlib.plots.sequences.caption_maps import caption_maps
from rnnlib.plots.sequences.heard import heard
from rnnlib.plots.sequences.readable import readable
from rnnlib.plots.sequences.summaries import summaries
from rnnlib.plots.training import training

__all__ = [
    "Picture",
    "PixelMap",
    "accuracy_against_length",
    "alignment",
    "beam_tree",
    "bptt_paths",
    "branches",
    "caption_maps",
    "cell_diagram",
    "cliff",
    "course_map",
    "curves",
    "dots",
    "drawings",
    "every_seed",
    "gates_over_text",
    "gates_over_time",
    "gradient_flow",
    "gradient_roads",
    "heard",
    "memory_in_time",
    "networks",
    "notation_table",
    "padding_leaks",
    "phase_plane",
    "phase_planes",
    "pictures",
    "pixel_maps",
    "readable",
    "row_equation",
    "sequence_shape",
    "small_png",
    "step_in_time",
    "success_against_length",
    "summaries",
    "training",
    "two_ways",
    "unit_over_text",
    "unrolled",
    "walk_in_time",
]
