"""What a trained network has learned: measurements on the tapes of its runs."""

from rnnlib.analysis.features import FEATURES, features
from rnnlib.analysis.sensitivity import Sensitivity, sensitivity
from rnnlib.analysis.units import Unit, correlations, find_units

__all__ = [
    "FEATURES",
    "Sensitivity",
    "Unit",
    "correlations",
    "features",
    "find_units",
    "sensitivity",
]
