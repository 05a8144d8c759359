"""Small models and batches to train."""

import numpy as np
from kinds import layer_of

from rnnlib import Batch, EveryStepModel, Linear, LSTMCell, VanillaReLUCell

LSTM, RELU = LSTMCell, VanillaReLUCell


def model_of(kind=LSTM, rng=None, D=2, H=6, O=2):
    rng = rng or np.random.default_rng(0)
    return EveryStepModel(layer_of(kind, D, H, rng), Linear(H, O, rng=rng))


def echo_batches(n, T=8, B=4, seed=0):
    rng = np.random.default_rng(seed)
    for _ in range(n):
        x = rng.integers(2, size=(T, B))
        yield Batch(x, np.concatenate((np.zeros((1, B), int), x[:-1])))


class Odd(EveryStepModel):
    """A model whose gradient of one entry is what we say, and whose loss is finite."""

    entry = np.nan

    def loss_and_grads(self, batch, state=None, *, rng=None):
        loss, grads, tape = super().loss_and_grads(batch, state, rng=rng)
        grads["rnn.W"][0, 0] = self.entry
        return loss, grads, tape
