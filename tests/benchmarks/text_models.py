"""Networks that read text: both ways to fill its gaps, forward to go on with it (08 and 09)."""

from functools import partial

import numpy as np

from rnnlib import (
    Bidirectional,
    GapFiller,
    LanguageModel,
    LSTMCell,
    Recurrent,
    ResetAfterGRUCell,
    Text,
    VanillaCell,
    endless,
    tasks,
)

H, T, B = 64, 50, 32  # units in all, steps, sequences side by side


def layer(cell, D, units, rng):
    return Recurrent(cell(D, units, rng=rng, dtype=np.float32))


def short(text, rng):
    """Windows of a text with gaps in them, each of a length of its own, half of T at least."""
    for x, target, _ in endless(tasks.gaps, text, T, B, rng=rng):
        yield tasks.Batch(x, target, np.arange(T)[:, None] < rng.integers(T // 2, T + 1, B))


def tagger(cell, rng):
    """Read both ways; what stands in a gap is told at its step."""
    from torch_shapes import TorchEveryStep

    text = Text.alice()
    both = Bidirectional(*(layer(cell, text.V + 1, H // 2, rng) for _ in range(2)))
    ours = GapFiller(text, both, rng=rng)
    return ours, TorchEveryStep(ours), short(text, rng)


def language(cell, rng):
    """Truncated backpropagation through time, the state carried from batch to batch."""
    from torch_shapes import TorchCarried

    text = Text.alice()
    ours = Carried(LanguageModel(text, layer(cell, text.V, H, rng), rng=rng))
    return ours, TorchCarried(ours), text.stream(B, T, endless=True)


class Carried:
    """A model of which every batch begins in the state in which the last one ended."""

    def __init__(self, model):
        self.model, self.params, self.state = model, model.params, None

    def loss_and_grads(self, batch):
        loss, grads, tape = self.model.loss_and_grads(batch, self.state)
        self.state = tape.rnn.final
        return loss, grads, tape


TEXTS = {
    "tagger GRU": partial(tagger, ResetAfterGRUCell),  # PyTorch's kind of GRU
    "tagger LSTM": partial(tagger, LSTMCell),
    "text vanilla": partial(language, VanillaCell),
    "text GRU": partial(language, ResetAfterGRUCell),
    "text LSTM": partial(language, LSTMCell),
}
