"""By which direction of a bidirectional network the gradient of one output comes to each input."""

from typing import NamedTuple

import numpy as np

from rnnlib.analysis.sensitivity import COPIES, chosen_outputs, vectors_of
from rnnlib.edge import brief, expect
from rnnlib.layers import Bidirectional, Recurrent
from rnnlib.ops import softmax


class Directions(NamedTuple):
    """``forward`` and ``backward`` (T, T): row t, column s is the part of ‖∂L_t/∂x_s‖ that comes
    by this direction. ``target`` (T,) are the answers that L_t asks for, ``p`` (T, O) the
    predictions, ``tape`` that of the `Bidirectional` layer's run on the one sequence."""

    forward: np.ndarray
    backward: np.ndarray
    target: np.ndarray
    p: np.ndarray
    tape: object

    def share(self):
        """(T,): the forward direction's share of the gradient of each L_t, by sums of norms; 0.5
        where there is no gradient at all."""
        ahead, back = self.forward.sum(1), self.backward.sum(1)
        whole = ahead + back
        return np.divide(ahead, whole, out=np.full_like(whole, 0.5), where=whole > 0)


def directions(model, x, target=None):
    """The gradient of every output's loss, L_t = −log p_t[target_t], followed back both ways.

    y_t = [h→_t, h←_t], so that ∂L_t/∂x_s has two summands, one for each layer. By the forward one
    it comes to the inputs s ≤ t alone, by the backward one to s ≥ t, and at s = t the two meet::

        forward[t, s] = ‖∂L_t/∂h→_t · ∂h→_t/∂x_s‖      backward[t, s] = ‖∂L_t/∂h←_t · ∂h←_t/∂x_s‖

    A symbol counts as the one-hot vector it stands for. The derivatives are those of `backward`.

    - model: an `EveryStepModel` over a `Bidirectional` layer of two `Recurrent` ones, with a
      prediction of classes after every step;
    - x: one sequence, symbols (T,) or vectors (T, D); a string for a model with a text;
    - target: None for what the model finds likeliest, an integer for all steps, or T of them.
    """
    rnn = getattr(model, "rnn", None)
    fits = isinstance(rnn, Bidirectional) and hasattr(model, "readout")
    fits = fits and all(isinstance(layer, Recurrent) for layer in rnn.layers)
    expect(fits, "model", "one over Bidirectional(Recurrent, Recurrent)", brief(model))
    coded = isinstance(x, str) and hasattr(model, "encode")
    vectors = vectors_of(model, model.encode(x) if coded else x)
    T = len(vectors)
    n = min(COPIES, T)
    logits, tape = model.forward(np.repeat(vectors[:, None], n, axis=1))
    expect(logits.ndim == 3, "model", "a prediction after every step", "one for the sequence")
    target, p = chosen_outputs(target, logits[:, 0], "target"), softmax(logits[:, 0])
    ways = np.zeros((2, T, T))
    for start in range(0, T, n):
        steps = np.arange(start, min(start + n, T))
        dlogits = np.zeros_like(logits)
        dlogits[steps, steps - start] = p[steps]
        dlogits[steps, steps - start, target[steps]] -= 1
        dy, _, _ = model.readout.backward(tape.out, dlogits)
        dy, dz = np.split(dy, [rnn.layers[0].output_size], axis=2)
        ahead, _, _ = rnn.layers[0].backward(tape.rnn[0], dy)
        back, _, _ = rnn.layers[1].backward(tape.rnn[1], dz[::-1])
        for way, dx in zip(ways, (ahead, back[::-1]), strict=True):
            way[steps] = np.sqrt((dx[:, : len(steps)] ** 2).sum(axis=2)).T
    _, alone = rnn.forward(vectors[:, None])
    return Directions(*ways, target, p, alone)
