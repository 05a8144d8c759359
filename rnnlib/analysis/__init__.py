"""What a trained network has learned: measurements on the tapes of its runs."""

from rnnlib.analysis.alignment import Alignment, alignment
from rnnlib.analysis.bleu import Bleu, bleu
from rnnlib.analysis.captioned import Captioned, captioned
from rnnlib.analysis.captioning import Verdict, judge
from rnnlib.analysis.cliff import descend, error_surface
from rnnlib.analysis.contributions import contributions
from rnnlib.analysis.cost import multiplications, parameters, size_for, step_times
from rnnlib.analysis.directions import Directions, directions
from rnnlib.analysis.features import FEATURES, features
from rnnlib.analysis.fixed_points import FixedPoint, fixed_points
from rnnlib.analysis.flow import flow_of_run, gradient_flow, state_norms, untrained
from rnnlib.analysis.hearing import Hearing, hearing
from rnnlib.analysis.jacobians import (
    jacobians,
    products,
    singular_values,
    spectral_radius,
    with_radius,
)
from rnnlib.analysis.looks import Looks, looks
from rnnlib.analysis.padding import FAULTS, Leaks, faulty, padding_leaks
from rnnlib.analysis.paths import Lanes, Paths, paths
from rnnlib.analysis.readout import LinearReadout, discriminants
from rnnlib.analysis.roads import Roads, split_paths
from rnnlib.analysis.sensitivity import Sensitivity, sensitivity
from rnnlib.analysis.shapes import SHAPES, ShapeRun, shape_run
from rnnlib.analysis.speech import speech
from rnnlib.analysis.state_map import Fate, StateMap, fate
from rnnlib.analysis.truncation import Truncation, kept, truncation
from rnnlib.analysis.units import Unit, correlations, find_units
from rnnlib.analysis.walk import Walk, walk

__all__ = [
    "Alignment",
    "Bleu",
    "Captioned",
    "Directions",
    "FAULTS",
    "FEATURES",
    "Fate",
    "Hearing",
    "FixedPoint",
    "Lanes",
    "Leaks",
    "LinearReadout",
    "Looks",
    "Paths",
    "Roads",
    "SHAPES",
    "Sensitivity",
    "ShapeRun",
    "StateMap",
    "Truncation",
    "Unit",
    "Verdict",
    "Walk",
    "alignment",
    "bleu",
    "captioned",
    "contributions",
    "correlations",
    "descend",
    "directions",
    "discriminants",
    "error_surface",
    "fate",
    "faulty",
    "features",
    "find_units",
    "fixed_points",
    "flow_of_run",
    "gradient_flow",
    "hearing",
    "jacobians",
    "judge",
    "kept",
    "looks",
    "multiplications",
    "padding_leaks",
    "parameters",
    "paths",
    "products",
    "sensitivity",
    "shape_run",
    "singular_values",
    "size_for",
    "spectral_radius",
    "speech",
    "split_paths",
    "state_norms",
    "step_times",
    "truncation",
    "untrained",
    "walk",
    "with_radius",
]
