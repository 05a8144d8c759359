"""Trainings of many networks that can be left at any moment and gone on with, here or elsewhere.

A `Training` says how one network is taught. It is carried out in legs: a `State` goes in, some
hundred updates later a `State` comes out, so that a leg can run in another process or on another
machine. `carry_out` keeps the states on disk; after a kill, the same call goes on.
"""

from rnnlib.experiments.training.legs import carry_out
from rnnlib.experiments.training.state import State, leg
from rnnlib.experiments.training.training import Training, cosine

__all__ = ["State", "Training", "carry_out", "cosine", "leg"]
