"""Repeat copy: four machines, two of which are led by an LSTM, and an LSTM alone."""

from rnnlib.experiments.turing import Algorithm
from rnnlib.experiments.turing.store import store as store_all

UPDATES = 20000
SEEDS = {"NTM-LSTM": range(2), "NTM": range(2), "LSTM": range(1)}
SHIPPED = {("NTM-LSTM", 1), ("LSTM", 0)}


def trainings():
    """One after the other: what the chapter needs first."""
    return [Algorithm("repeat", kind, seed, UPDATES) for kind in SEEDS for seed in SEEDS[kind]]


def store(states):
    """Write weights and results; returns the files."""
    return store_all("repeat", trainings(), states, SHIPPED)
