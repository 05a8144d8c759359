"""A small run whose gradients are walked back over."""

import numpy as np
from kinds import stack_of

from rnnlib import Batch, LanguageModel, Recurrent, Text, VanillaCell

TEXT = "the cat sat"


def fresh(cell, D, H, rng):
    """A layer whose weights are those that a cell begins with."""
    return Recurrent(cell(D, H, rng=rng))


def walk(*cells, H=4, text=TEXT):
    """A language model with lively weights and one sequence for it, as a batch; of several cells,
    from the bottom up, it is a stack."""
    rng = np.random.default_rng(5)
    known = Text(text + " ")
    rnn = stack_of(cells or (VanillaCell,), known.V, H, rng, fresh)
    model = LanguageModel(known, rnn, rng=rng)
    for array in model.params.values():
        array *= 1.5
    codes = known.encode(text)
    return model, Batch(codes[:-1, None], codes[1:, None])


def received(view, name):
    """What the page of a BPTTView will read for one array."""
    start, shape = view._run["arrays"][name]
    return np.frombuffer(view._numbers, "<f4")[start : start + np.prod(shape)].reshape(shape)


def received_parts(view, layer, parameter):
    """The parts of all pairs, (T, T, *shape), as the page has them."""
    arrays, own = view._run["arrays"], f"{layer} {parameter}"
    own = own if own in arrays or f"{own} left" in arrays else parameter
    if own in arrays:
        return received(view, own)
    left = received(view, f"{own} left")
    right = f"{own} right" if f"{own} right" in arrays else f"{layer} b"
    right = received(view, right)
    return np.repeat(left, right.shape[2] // left.shape[2], axis=2)[None] * right[:, :, None]
