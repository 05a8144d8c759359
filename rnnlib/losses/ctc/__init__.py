"""Connectionist temporal classification: targets whose place in the input nobody knows."""

from rnnlib.losses.ctc.lattice import Lattice, ctc_lattice
from rnnlib.losses.ctc.loss import ctc_loss

__all__ = ["Lattice", "ctc_lattice", "ctc_loss"]
