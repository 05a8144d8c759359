"""Captioners of scenes, taught in four ways with several seeds each."""

from rnnlib.experiments.captioning.examination import exam, examined
from rnnlib.experiments.captioning.results import LONGER, STORED, WAYS, Results, write

__all__ = ["LONGER", "Results", "STORED", "WAYS", "exam", "examined", "write"]
