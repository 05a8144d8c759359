"""Binary digits, two of them side by side: three networks of each kind."""

from rnnlib.experiments.pixels.store import store as store_all
from rnnlib.experiments.pixels.training import Pixels

UPDATES = {"LSTM": 1500, "row": 1500, "diagonal": 1500}
SEEDS = range(3)


def trainings():
    """One after the other: what the chapter needs first."""
    return [Pixels("pairs", kind, seed, UPDATES[kind]) for seed in SEEDS for kind in UPDATES]


def store(states):
    """Write weights and results; returns the files."""
    return store_all("pairs", trainings(), states)
