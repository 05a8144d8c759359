"""Training as a generator: one record per update."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import array_of, brief, expect, generator, iterable, positive, truth, whole
from rnnlib.layers.edge import check_mask
from rnnlib.optim import clip_norm, clip_value, global_norm
from rnnlib.tasks.batch import Batch, check_batch

SMALL = 100.0  # a norm whose square is finite in every float type


class Record(NamedTuple):
    """What one update saw: its number, loss and gradient norm (before clipping).

    ``flow`` is ‖∂L/∂h_t‖ for every step t of the batch, (T,), or None; (layers, T) where there
    are several, see `Tape.flow` and `StackedTape.flow`. ``penalty`` is what the regulariser adds to
    the loss, or None; the norm is that of their sum.
    """

    step: int
    loss: float
    norm: float
    flow: np.ndarray | None = None
    penalty: float | None = None


class Carry:
    """The state that training carries on: ``state`` before the first batch, None for a fresh one,
    and from then on that after the last update. A training goes on from it where it was left."""

    def __init__(self, state=None):
        self.state = state


class Diverged(ArithmeticError):
    """Training met NaN or infinity at ``step``; ``params`` are the last good parameters.

    They are copies, and the model has been set back to them.
    """

    def __init__(self, step, what, params):
        super().__init__(
            f"step {step}: expected a finite {what}, got NaN or infinity; "
            "the model is back at its last good parameters"
        )
        self.step, self.what, self.params = step, what, params


def fit(
    model,
    batches,
    optimiser,
    *,
    clip=None,
    limit=None,
    truncate=None,
    carry=False,
    with_flow=False,
    regulariser=None,
    rng=None,
):
    """Train the model on batches; yields a `Record` after every update.

    - ``clip``: threshold of the gradient's norm, ĝ = threshold/‖g‖ · g (Pascanu et al. 2013).
    - ``limit``: no entry of the gradient is larger than this; it comes before ``clip``.
    - ``truncate``: k steps of truncated backpropagation through time. Every batch is cut into
      windows of k steps, each with an update of its own; the state is carried on from window to
      window, the gradient is not (Williams & Peng 1990).
    - ``carry``: the state is carried on from batch to batch, too, for streams of text; a `Carry`
      says from which state on, and keeps the last.
    - ``with_flow``: each record holds ‖∂L/∂h_t‖.
    - ``regulariser``: a term added to the loss that reads the tape, such as `rnnlib.losses.Omega`.
    - ``rng``: for dropout.

    Nothing runs until the first record is asked for. Diverged: the loss, the gradient (or its
    square, which optimisers keep) or the new parameters are no longer finite; the model keeps the
    last good parameters. ValueError: options that make no sense, parameters that are not finite at
    the start, an optimiser of other parameters.
    """
    expect(hasattr(model, "loss_and_grads"), "model", "a model with a loss", brief(model))
    iterable("batches", batches)
    fits = (
        hasattr(optimiser, "step")
        and hasattr(optimiser, "params")
        and not isinstance(optimiser, type)
    )
    expect(fits, "optimiser", "one such as SGD(model.params, 0.1)", brief(optimiser))
    if rng is not None:
        generator(rng)
    if not isinstance(carry, Carry):
        carry = truth("carry", carry)
    with_flow = truth("with_flow", with_flow)
    for name, number in (("clip", clip), ("limit", limit)):
        if number is not None:
            positive(name, number)
    if truncate is not None:
        truncate = whole("truncate", truncate, 1, "a number of steps k ≥ 1 or None")
    if (carry or truncate) and model.rnn.ahead:
        raise ValueError(
            f"{'truncate' if truncate else 'carry'}: expected a network that reads forward alone, "
            "got one whose outputs depend on later steps"
        )
    if regulariser is not None:
        fits = hasattr(regulariser, "check")
        expect(fits, "regulariser", "one such as Omega(0.5), or None", brief(regulariser))
        regulariser.check(getattr(model.rnn, "cell", model.rnn))
    for name, p in model.params.items():
        expect(np.isfinite(p).all(), "model", "finite parameters", f"NaN or infinity in {name}")
        mine = optimiser.params.get(name) is p
        expect(mine, "optimiser", "one of this model's parameters", f"another array for {name}")
    return _fit(
        model, batches, optimiser, clip, limit, truncate, carry, with_flow, regulariser, rng
    )


def _fit(model, batches, optimiser, clip, limit, truncate, carry, with_flow, regulariser, rng):
    params = model.params
    good = {name: p.copy() for name, p in params.items()}
    step = 0
    carried = carry if isinstance(carry, Carry) else Carry()
    state = carried.state
    for batch in batches:
        check_batch("batches", batch)
        if not carry:
            state = None
        for window in windows(batch, truncate):
            if state is None and window is not batch:
                state = model.rnn.start(window.x.shape[1])
            loss, grads, tape = model.loss_and_grads(window, state, rng=rng)
            penalty = None
            if regulariser is not None:
                penalty, pulls = regulariser(tape.rnn)
                for name, g in pulls.items():
                    grads[f"rnn.{name}"] += g
            norm = cut(grads, limit, clip)
            small = norm < SMALL or all(map(square_is_finite, grads.values()))
            if not (np.isfinite(loss) and small):
                what = "gradient" if np.isfinite(loss) else "loss"
                raise _set_back(step, what, params, good)
            for name, p in params.items():
                np.copyto(good[name], p)
            optimiser.step(grads)
            if not all(map(is_finite, params.values())):
                raise _set_back(step, "update", params, good)
            state = carried.state = tape.rnn.final
            now = model.params
            same = all(now[name] is p for name, p in params.items())
            expect(same, "model", "the parameters it had at the start", "another array for one")
            yield Record(step, loss, norm, tape.rnn.flow() if with_flow else None, penalty)
            step += 1


def cut(grads, limit, clip):
    """‖g‖ as it was, before every entry and then the whole gradient are cut to size in place."""
    if limit is None and clip is not None:
        return clip_norm(grads, clip)
    norm = global_norm(grads)
    if limit is not None:
        clip_value(grads, limit)
    if clip is not None:
        clip_norm(grads, clip)
    return norm


def is_finite(array):
    """Whether all entries are; the sum of their squares tells it at once, unless it overflows."""
    return square_is_finite(array) or np.isfinite(array).all()


def square_is_finite(gradient):
    """Whether ‖g‖² is finite in the array's own type: optimisers keep g², and never forget ∞."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.isfinite(np.vdot(gradient, gradient))


def windows(batch, k):
    """The batch cut into pieces of at most k steps, those without a real step left out.

    It is the batch itself, whole, if k is None or not smaller.
    """
    if k is None or k >= len(batch.x):
        yield batch
        return
    x, target, mask = array_of("x", batch.x), array_of("target", batch.target), batch.mask
    if target.shape[:2] != x.shape[:2]:
        got = f"x {x.shape} and target {target.shape}"
        raise ValueError(f"truncate: expected a target for every step of the batch, got {got}")
    mask = check_mask(mask, x, None)
    for start in range(0, len(x), k):
        piece = slice(start, start + k)
        if mask is None or mask[piece].any():
            yield Batch(x[piece], target[piece], None if mask is None else mask[piece])


def _set_back(step, what, params, good):
    for name, p in params.items():
        np.copyto(p, good[name])
    return Diverged(step, what, good)
