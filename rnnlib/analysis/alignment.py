"""Where a model with attention looks while it writes, and by which road its gradient comes."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import any_array, brief, expect, one_of
from rnnlib.models.pairs.attending import Attending
from rnnlib.ops import softmax


class Alignment(NamedTuple):
    """What one sequence was turned into, and what was looked at on the way.

    - source, target: S and T tokens, the stop among the target's where it was written;
    - alpha (T, S): the weights, each row with the sum 1; scores (T, S): e, before the softmax;
    - values (S, D): the encoder's outputs, whose mean with the weights α is the context;
    - attention, state (T, S): ‖∂L_t/∂x_j‖, L_t = −log p(y_t), as far as it comes through the
      attention, and through the decoder's first state alone. As vectors they add up to ∂L_t/∂x_j.
    """

    source: list[str]
    target: list[str]
    alpha: np.ndarray
    scores: np.ndarray | None = None
    values: np.ndarray | None = None
    attention: np.ndarray | None = None
    state: np.ndarray | None = None


def alignment(model, source, written):
    """The `Alignment` of a model with attention on one ``source`` string.

    ``written`` is what it is made to write: symbols (T,), such as those of `greedy`. An input
    symbol counts as the one-hot vector that it stands for.
    """
    one_of("model", model, Attending, "a model with attention")
    x = model.source.encode(source)
    y = any_array("written", written)
    most = model.target.outputs - 1
    fits = y.ndim == 1 and y.size and y.dtype.kind in "iu" and 0 <= y.min() and y.max() <= most
    expect(fits, "written", f"symbols (T,) from 0 to {most}", brief(written))
    T, S = len(y), len(x)
    copies = [np.repeat(symbols[:, None], T, axis=1) for symbols in (x, y)]  # one for each L_t
    logits, tape = model.forward(copies[0], model.fed(copies[1]))
    steps = np.arange(T)
    dlogits = np.zeros_like(logits)
    dlogits[steps, steps] = softmax(logits[steps, steps])  # ∂L_t/∂logits_t = p − one-hot
    dlogits[steps, steps, y] -= 1
    model.backward(tape, dlogits)
    vectors = np.eye(model.source.N, dtype=logits.dtype)[copies[0]]
    read, encoder = model.encoder.forward(vectors)
    through, _, _ = model.encoder.backward(encoder, tape.dread, None)
    along, _, _ = model.encoder.backward(encoder, None, tape.dstate)
    look = tape.decoder.attention
    names = model.target.names
    return Alignment(
        [model.source.names[symbol] for symbol in x],
        ["■" if symbol == model.target.stop else names[symbol] for symbol in y],
        look["alpha"][:, 0].astype(float),
        look["e"][:, 0].astype(float),
        read[:, 0].astype(float),
        *(np.linalg.norm(road, axis=2).T.reshape(T, S).astype(float) for road in (through, along)),
    )
