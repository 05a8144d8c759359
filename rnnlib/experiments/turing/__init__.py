"""Neural Turing machines, and an LSTM of more parameters, learn four little algorithms."""

from rnnlib.experiments.turing.examination import Examination, examined
from rnnlib.experiments.turing.network import KINDS, network
from rnnlib.experiments.turing.problems import PROBLEMS
from rnnlib.experiments.turing.results import Results
from rnnlib.experiments.turing.training import Algorithm

__all__ = ["Algorithm", "Examination", "KINDS", "PROBLEMS", "Results", "examined", "network"]
