"""Ramps of 256 levels: one small network."""

from rnnlib.experiments.pixels.store import store as store_all
from rnnlib.experiments.pixels.training import Pixels

UPDATES = {"diagonal": 2000}
SEEDS = range(1)


def trainings():
    """One, with the seed 0."""
    return [Pixels("ramps", kind, seed, UPDATES[kind]) for seed in SEEDS for kind in UPDATES]


def store(states):
    """Write weights and results; returns the files."""
    return store_all("ramps", trainings(), states)
