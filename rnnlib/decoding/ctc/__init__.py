"""Reading what a network trained with CTC says: symbols out of a probability for every step."""

from rnnlib.decoding.ctc.best_path import BestPath, best_path, collapse
from rnnlib.decoding.ctc.prefix_beam import Prefix, PrefixBeam, prefix_beam

__all__ = ["BestPath", "Prefix", "PrefixBeam", "best_path", "collapse", "prefix_beam"]
