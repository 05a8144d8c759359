"""What a trained network has learned: measurements on the tapes of its runs."""

from rnnlib.analysis.contributions import Paths, contributions, paths
from rnnlib.analysis.features import FEATURES, features
from rnnlib.analysis.jacobians import (
    jacobians,
    products,
    singular_values,
    spectral_radius,
    with_radius,
)
from rnnlib.analysis.roads import Roads, split_paths
from rnnlib.analysis.sensitivity import Sensitivity, sensitivity
from rnnlib.analysis.truncation import Truncation, kept, truncation
from rnnlib.analysis.units import Unit, correlations, find_units

__all__ = [
    "FEATURES",
    "Paths",
    "Roads",
    "Sensitivity",
    "Truncation",
    "Unit",
    "contributions",
    "correlations",
    "features",
    "find_units",
    "jacobians",
    "kept",
    "paths",
    "products",
    "sensitivity",
    "singular_values",
    "spectral_radius",
    "split_paths",
    "truncation",
    "with_radius",
]
