"""Neural Turing machines that have learned an algorithm, and the LSTMs beside them."""

from pathlib import Path

import numpy as np

from rnnlib.edge import expect
from rnnlib.experiments.turing.network import network
from rnnlib.pretrained.half import load_half


def turing_machine(task, kind="NTM", seed=0, dtype=np.float64):
    """A trained model of the task "copy", "recall", "repeat" or "sort": kind "NTM" or "LSTM".

    Their weights were made by ``python -m rnnlib.experiments train turing_TASK`` in float32, and
    are stored in float16.
    """
    model, path = network(task, kind, seed, dtype), weights(task, kind, seed)
    expect(path.exists(), "seed", f"one of those stored, {seeds(task, kind)}", seed)
    return load_half(path, model)


def weights(task, kind, seed):
    """Where the weights are."""
    return Path(__file__).with_name(f"{task}_{kind}_{seed}.npz")


def seeds(task, kind="NTM"):
    """The seeds of which weights are stored."""
    found = Path(__file__).parent.glob(f"{task}_{kind}_*.npz")
    return sorted(int(path.stem.rpartition("_")[2]) for path in found)
