"""Networks trained beforehand: small weights, each kind beside the script that made them."""

from rnnlib.pretrained.counters import counters
from rnnlib.pretrained.date_readers import date_reader
from rnnlib.pretrained.number_reader import number_reader
from rnnlib.pretrained.python_reader import python_reader

__all__ = ["counters", "date_reader", "number_reader", "python_reader"]
