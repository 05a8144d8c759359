"""Training as a generator: one record per update."""

from typing import NamedTuple

import numpy as np

from rnnlib.optim import clip_norm, clip_value, global_norm


class Record(NamedTuple):
    """What one update saw: its number, loss and gradient norm (before clipping).

    ``flow`` is ‖∂L/∂h_t‖ for every step t of the batch, (T,), or None; see `Tape.flow`.
    """

    step: int
    loss: float
    norm: float
    flow: np.ndarray | None = None


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
    rng=None,
):
    """Train the model on batches; yields a `Record` after every update.

    - ``clip``: threshold of the gradient's norm, ĝ = threshold/‖g‖ · g (Pascanu et al. 2013).
    - ``limit``: no entry of the gradient is larger than this; it comes before ``clip``.
    - ``truncate``: k steps of truncated backpropagation through time. Every batch is cut into
      windows of k steps, each with an update of its own; the state is carried on from window to
      window, the gradient is not (Williams & Peng 1990).
    - ``carry``: the state is carried on from batch to batch, too, for streams of text.
    - ``with_flow``: each record holds ‖∂L/∂h_t‖.
    - ``rng``: for dropout.

    Nothing runs until the first record is asked for. Diverged: the loss, the gradient or the new
    parameters are no longer finite; the model keeps the last good parameters.
    """
    if clip is not None and not clip > 0:
        raise ValueError(f"clip: expected a positive threshold or None, got {clip!r}")
    if limit is not None and not limit > 0:
        raise ValueError(f"limit: expected a positive number or None, got {limit!r}")
    if truncate is not None and truncate < 1:
        raise ValueError(f"truncate: expected a number of steps k ≥ 1 or None, got {truncate!r}")
    return _fit(model, batches, optimiser, clip, limit, truncate, carry, with_flow, rng)


def _fit(model, batches, optimiser, clip, limit, truncate, carry, with_flow, rng):
    params = model.params
    good = {name: p.copy() for name, p in params.items()}
    step, state = 0, None
    for batch in batches:
        if not carry:
            state = None
        for window in windows(batch, truncate):
            loss, grads, tape = model.loss_and_grads(window, state, rng=rng)
            norm = global_norm(grads)
            if limit is not None:
                clip_value(grads, limit)
            if clip is not None:
                clip_norm(grads, clip)
            if not np.isfinite(loss) or not np.isfinite(norm):
                what = "gradient" if np.isfinite(loss) else "loss"
                raise _set_back(step, what, params, good)
            for name, p in params.items():
                np.copyto(good[name], p)
            optimiser.step(grads)
            if not all(np.isfinite(p).all() for p in params.values()):
                raise _set_back(step, "update", params, good)
            state = tape.rnn.final
            yield Record(step, loss, norm, tape.rnn.flow() if with_flow else None)
            step += 1


def windows(batch, k):
    """The batch cut into pieces of at most k steps; whole if k is None."""
    T = len(batch.x)
    if k is None or k >= T:
        yield batch
        return
    if batch.target.shape[:2] != batch.x.shape[:2]:
        raise ValueError(
            "truncate: expected a target for every step of the batch, "
            f"got x {batch.x.shape} and target {batch.target.shape}"
        )
    for start in range(0, T, k):
        piece = slice(start, start + k)
        mask = None if batch.mask is None else batch.mask[piece]
        if mask is None or mask.any():
            yield type(batch)(batch.x[piece], batch.target[piece], mask)


def _set_back(step, what, params, good):
    for name, p in params.items():
        np.copyto(p, good[name])
    return Diverged(step, what, good)
