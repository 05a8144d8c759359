"""Copy in the sizes of the paper, 1 to 20 vectors and 128 places: a machine and an LSTM."""

from rnnlib.experiments.turing import Algorithm
from rnnlib.experiments.turing.store import store as store_all

UPDATES = 6000
SEEDS = {"NTM": range(1), "LSTM": range(1)}
SHIPPED = set()


def trainings():
    """One after the other: what the chapter needs first."""
    return [Algorithm("paper", kind, seed, UPDATES) for kind in SEEDS for seed in SEEDS[kind]]


def store(states):
    """Write weights and results; returns the files."""
    return store_all("paper", trainings(), states, SHIPPED)
