"""The neural Turing machine, part by part: Graves, Wayne & Danihelka 2014, equations 1 to 9."""

from rnnlib.layers.memory.feed_forward import FeedForwardController
from rnnlib.layers.memory.machine import NeuralTuringMachine

__all__ = ["FeedForwardController", "NeuralTuringMachine"]
