"""Small machines of several kinds, with weights that leave no term too weak to see."""

import numpy as np
from kinds import lively

from rnnlib import GRUCell, LSTMCell
from rnnlib.layers.memory import FeedForwardController, NeuralTuringMachine

D, H, N, M, B, T = 3, 5, 6, 4, 2, 4
KINDS = {  # controller, read heads, write heads, shifts
    "feed-forward": (FeedForwardController, 1, 1, 3),
    "LSTM, two heads each": (LSTMCell, 2, 2, 5),
    "GRU, three read heads": (GRUCell, 3, 1, 1),
    "one read head, two write heads": (FeedForwardController, 1, 2, 3),
}


def build(kind, dtype=np.float64, seed=0):
    """The machine, its rng, inputs and a state."""
    cell, reads, writes, shifts = KINDS[kind]
    rng = np.random.default_rng(seed)
    controller = cell(D + reads * M, H, rng=rng, dtype=dtype)
    machine = NeuralTuringMachine(
        controller, N, M, rng=rng, reads=reads, writes=writes, shifts=shifts
    )
    lively(machine.params, rng)
    return machine, rng, rng.normal(size=(T, B, D)).astype(dtype), state(machine, rng, dtype)


def state(machine, rng, dtype=np.float64):
    """A random state: weightings are positive and add up to one."""
    first = [rng.normal(size=(B, H)) for _ in machine.controller.states]
    w = rng.dirichlet(np.ones(N), size=(B, machine.heads.K))
    r = rng.normal(size=(B, machine.heads.reads, M))
    return tuple(a.astype(dtype) for a in (*first, rng.normal(size=(B, N, M)), w, r))
