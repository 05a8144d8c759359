"""A small run whose gradients are walked back over."""

import numpy as np

from rnnlib import Batch, LanguageModel, Recurrent, Stacked, Text, VanillaCell

TEXT = "the cat sat"


def walk(*cells, H=4, text=TEXT):
    """A language model with lively weights and one sequence for it, as a batch; of several cells,
    from the bottom up, it is a stack."""
    rng = np.random.default_rng(5)
    known = Text(text + " ")
    cells = cells or (VanillaCell,)
    layers = [Recurrent(cell(H if k else known.V, H, rng=rng)) for k, cell in enumerate(cells)]
    rnn = layers[0] if len(layers) == 1 else Stacked(layers)
    model = LanguageModel(known, rnn, rng=rng)
    for array in model.params.values():
        array *= 1.5
    codes = known.encode(text)
    return model, Batch(codes[:-1, None], codes[1:, None])
