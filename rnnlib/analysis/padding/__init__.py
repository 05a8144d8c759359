"""The padding lab: what leaks out of the padding when a mask is used wrongly, and what does not."""

from rnnlib.analysis.padding.faults import FAULTS, faulty
from rnnlib.analysis.padding.leaks import Leaks, padding_leaks

__all__ = ["FAULTS", "Leaks", "faulty", "padding_leaks"]
