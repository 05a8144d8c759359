"""Copy: eight machines, three of which are led by an LSTM, and three LSTMs alone."""

from rnnlib.experiments.turing import Algorithm
from rnnlib.experiments.turing.store import store as store_all

UPDATES = 6000
SEEDS = {"NTM": range(5), "NTM-LSTM": range(3), "LSTM": range(3)}
SHIPPED = {("NTM", 0), ("NTM", 1), ("NTM", 2), ("LSTM", 0)}


def trainings():
    """One after the other: what the chapter needs first."""
    return [Algorithm("copy", kind, seed, UPDATES) for kind in SEEDS for seed in SEEDS[kind]]


def store(states):
    """Write weights and results; returns the files."""
    return store_all("copy", trainings(), states, SHIPPED)
