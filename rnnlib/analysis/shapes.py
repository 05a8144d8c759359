"""What enters a network of any shape, what it says, what that costs, and what comes back."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import array_of, brief, expect, whole
from rnnlib.layers import Recurrent
from rnnlib.losses import softmax_cross_entropy, step_losses
from rnnlib.models import EncoderDecoder, EveryStepModel, LastStepModel, OneToManyModel
from rnnlib.ops import softmax
from rnnlib.tasks.batch import check_batch
from rnnlib.tasks.pairs import PairBatch

SHAPES = (
    "one to one",
    "one to many",
    "many to one",
    "many to many, aligned",
    "many to many, by encoder and decoder",
)


KINDS = (LastStepModel, EveryStepModel, OneToManyModel, EncoderDecoder)


class ShapeRun(NamedTuple):
    """One sequence through a network that predicts classes, column by column.

    A column is one step of a recurrent layer, or the state that an input alone gives. Of N columns:

    - ``shape``, one of `SHAPES`;
    - ``h`` (N, H), the states;
    - ``x``: what is read from outside, an array or a symbol; None where nothing is;
    - ``given`` (N,): the symbol of the answer before that is read, −1 where none is;
    - ``p`` (N, K): the probabilities of the answer; ``target`` (N,), −1 where none is asked for;
    - ``losses`` (N,): L⁽ᵗ⁾ in nats, 0 where nothing is asked; the loss is their sum;
    - ``enters`` (N,): ‖∂L⁽ᵗ⁾/∂h_t‖, what the loss of this column puts in;
    - ``carried`` (N,): ‖∂L/∂h_t − ∂L⁽ᵗ⁾/∂h_t‖, what comes back from later columns;
    - ``flow`` (N,): ‖∂L/∂h_t‖, both together, as vectors.

    K + 1 symbols may be given: the last is the sign to start.
    """

    shape: str
    h: np.ndarray
    x: tuple
    given: np.ndarray
    p: np.ndarray
    target: np.ndarray
    losses: np.ndarray
    enters: np.ndarray
    carried: np.ndarray
    flow: np.ndarray

    @property
    def second(self):
        """Whether each column belongs to a second network, the decoder."""
        return [self.shape == SHAPES[4] and bool(k >= 0) for k in self.given]

    @property
    def steps(self):
        """The number of each column's step, as text; a state that no step gave is "0"."""
        n = len(self.h) - sum(self.second)
        first = 0 if self.shape == SHAPES[1] else 1
        return [str(k + first) if k < n else str(k - n + 1) for k in range(len(self.h))]


def shape_run(model, batch, sequence=0):
    """The `ShapeRun` of one sequence of a batch, as far as it is real.

    model: a `LastStepModel`, `EveryStepModel` or `OneToManyModel` with a softmax over classes, or
    an `EncoderDecoder` of two recurrent layers, with a `PairBatch`.
    """
    check_batch("batch", batch)
    expect(type(model) in KINDS, "model", f"one of {', '.join(map(_name, KINDS))}", _name(model))
    if isinstance(model, EncoderDecoder):
        return _pair(model, batch, sequence)
    fits = getattr(model, "loss", softmax_cross_entropy) is softmax_cross_entropy
    expect(fits, "model", "one with softmax_cross_entropy", "another loss")
    x, target = array_of("x", batch.x), array_of("target", batch.target)
    b = whole("sequence", sequence, 0, f"an integer from 0 to {x.shape[1] - 1}")
    expect(b < x.shape[1], "sequence", f"an integer from 0 to {x.shape[1] - 1}", b)
    T = len(target) if isinstance(model, OneToManyModel) else len(x)
    if batch.mask is not None:
        real = np.asarray(batch.mask)[:, b]
        T = int(real.sum())
        fits = T and real[:T].all()
        expect(fits, "batch", "real steps before padding", f"mask {real.astype(int)}")
    if isinstance(model, OneToManyModel):
        return _one_to_many(model, x[:, b : b + 1], target[:T, b : b + 1])
    if isinstance(model, LastStepModel):
        return _last(model, x[:T, b : b + 1], target[b : b + 1])
    return _every(model, x[:T, b : b + 1], target[:T, b : b + 1])


def _pair(model, batch, sequence):
    fits = isinstance(batch, PairBatch)
    expect(fits, "batch", "a PairBatch(x, target, mask, target_mask)", type(batch).__name__)
    fits = isinstance(model.encoder, Recurrent) and isinstance(model.decoder, Recurrent)
    expect(fits, "model", "an encoder and a decoder of one recurrent layer each", brief(model))
    B = batch.x.shape[1]
    b = whole("sequence", sequence, 0, f"an integer from 0 to {B - 1}")
    expect(b < B, "sequence", f"an integer from 0 to {B - 1}", b)
    x, target = (
        side[:, b : b + 1] if mask is None else side[mask[:, b], b : b + 1]
        for side, mask in ((batch.x, batch.mask), (batch.target, batch.target_mask))
    )
    fed = model.fed(target)
    scores, tape = model.forward(x, fed)
    _, dscores = softmax_cross_entropy(scores, target)
    model.backward(tape, dscores * len(target))
    dy, _, _ = model.readout.backward(tape.out, dscores * len(target))
    S, T, K = len(x), len(target), scores.shape[2]

    def both(read, written):
        return np.concatenate([read, written])

    return _made(
        SHAPES[4],
        both(tape.encoder["h"][:, 0], tape.decoder["h"][:, 0]),
        [*x[:, 0], *[None] * T],
        both(np.full(S, -1), fed[:, 0]),
        both(np.zeros((S, K)), softmax(scores)[:, 0]),
        both(np.full(S, -1), target[:, 0]),
        both(np.zeros(S), step_losses(scores, target)[:, 0]),
        both(np.zeros((S, dy.shape[2])), dy[:, 0]),
        both(tape.encoder.back["h"][:, 0], tape.decoder.back["h"][:, 0]),
    )


def _last(model, x, target):
    scores, tape = model.forward(x)
    _, dscores = softmax_cross_entropy(scores, target)
    dh, _, _ = model.readout.backward(tape.out, dscores)
    model.rnn.backward(tape.rnn, None, model.rnn.summary_back(dh))
    T = len(x)
    shape = SHAPES[0] if T == 1 else SHAPES[2]
    p, answers, losses = np.zeros((T, scores.shape[1])), np.full(T, -1), np.zeros(T)
    p[-1], answers[-1], losses[-1] = softmax(scores)[0], target[0], step_losses(scores, target)[0]
    enters = np.zeros((T, dh.shape[1]))
    enters[-1] = dh[0]
    h, back = tape.rnn["h"][:, 0], tape.rnn.back["h"][:, 0]
    return _made(shape, h, list(x[:, 0]), None, p, answers, losses, enters, back)


def _every(model, x, target):
    scores, tape = model.forward(x)
    _, dscores = softmax_cross_entropy(scores, target)
    dy, _, _ = model.readout.backward(tape.out, dscores * len(x))  # of the sum, not the mean
    model.rnn.backward(tape.rnn, dy)
    p, losses = softmax(scores)[:, 0], step_losses(scores, target)[:, 0]
    h, back = tape.rnn["h"][:, 0], tape.rnn.back["h"][:, 0]
    return _made(SHAPES[3], h, list(x[:, 0]), None, p, target[:, 0], losses, dy[:, 0], back)


def _one_to_many(model, x, target):
    scores, tape = model.forward(x, target)
    _, dscores = softmax_cross_entropy(scores, target)
    dy, _, _ = model.readout.backward(tape.out, dscores * len(target))
    _, dstate, _ = model.rnn.backward(tape.rnn, dy)

    def first(row, rows):
        return np.concatenate([np.atleast_1d(row)[None], rows])

    K = scores.shape[2]
    return _made(
        SHAPES[1],
        first(tape.rnn.state(0)[0][0], tape.rnn["h"][:, 0]),
        [x[0, 0], *[None] * len(target)],
        np.concatenate([[-1, K], target[:-1, 0]]),
        first(np.zeros(K), softmax(scores)[:, 0]),
        np.concatenate([[-1], target[:, 0]]),
        np.concatenate([[0.0], step_losses(scores, target)[:, 0]]),
        first(np.zeros(dy.shape[2]), dy[:, 0]),
        first(dstate[0][0], tape.rnn.back["h"][:, 0]),
    )


def _name(kind):
    return (kind if isinstance(kind, type) else type(kind)).__name__


def _made(shape, h, x, given, p, target, losses, enters, back):
    given = np.full(len(h), -1) if given is None else given
    size = np.linalg.norm
    return ShapeRun(
        shape, np.array(h), tuple(x), given, p, target, losses, size(enters, axis=1),
        size(back - enters, axis=1), size(back, axis=1),
    )  # fmt: skip
