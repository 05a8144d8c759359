"""Associative recall: six machines, three of which are led by an LSTM, and an LSTM alone."""

from rnnlib.experiments.turing import Algorithm
from rnnlib.experiments.turing.store import store as store_all

UPDATES = 10000
SEEDS = {"NTM-LSTM": range(3), "NTM": range(3), "LSTM": range(1)}
SHIPPED = {("NTM-LSTM", 1), ("NTM", 1), ("LSTM", 0)}


def trainings():
    """One after the other: what the chapter needs first."""
    return [Algorithm("recall", kind, seed, UPDATES) for kind in SEEDS for seed in SEEDS[kind]]


def store(states):
    """Write weights and results; returns the files."""
    return store_all("recall", trainings(), states, SHIPPED)
