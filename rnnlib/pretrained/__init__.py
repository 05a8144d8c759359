"""Networks trained beforehand: small weights, each kind beside the script that made them."""

from rnnlib.pretrained.alice_writer import alice_writer
from rnnlib.pretrained.captioners import captioner
from rnnlib.pretrained.counters import counters
from rnnlib.pretrained.date_readers import date_reader
from rnnlib.pretrained.gap_fillers import gap_fillers
from rnnlib.pretrained.number_reader import number_reader
from rnnlib.pretrained.pens import pens
from rnnlib.pretrained.pixel_painters import pixel_painter, pixel_painters
from rnnlib.pretrained.python_reader import python_reader
from rnnlib.pretrained.shapes import shapes
from rnnlib.pretrained.turing_machines import turing_machine

__all__ = [
    "alice_writer",
    "captioner",
    "counters",
    "date_reader",
    "gap_fillers",
    "number_reader",
    "pens",
    "pixel_painter",
    "pixel_painters",
    "python_reader",
    "shapes",
    "turing_machine",
]
