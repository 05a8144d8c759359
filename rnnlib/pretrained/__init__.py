"""Networks trained beforehand: small weights, each kind beside the script that made them."""

from rnnlib.pretrained.alice_writer import alice_writer
from rnnlib.pretrained.counters import counters
from rnnlib.pretrained.python_reader import python_reader

__all__ = ["alice_writer", "counters", "python_reader"]
