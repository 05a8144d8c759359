"""Which numbers change when nothing but the padding does."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import array_of, expect, generator
from rnnlib.layers import Bidirectional
from rnnlib.layers.edge import check_mask


class Leaks(NamedTuple):
    """What other padding changed in a run of a bidirectional layer, by direction (forward first).

    outputs   (2, T, B) of bool: the outputs of real steps that are not what they were
    summary   (2, B) of bool: the summaries that are not what they were
    longer    (2, B) of bool: those that change if the same padding goes on for more steps
    dx        (T, B): ‖∂L/∂x‖ at the padding, 0 at real steps; L looks at real outputs alone
    grads     how far the parameters' gradient has moved, as a share of its norm
    mask      (T, B): the real steps
    """

    outputs: np.ndarray
    summary: np.ndarray
    longer: np.ndarray
    dx: np.ndarray
    grads: float
    mask: np.ndarray

    def none(self):
        """Whether nothing leaks."""
        found = (self.outputs, self.summary, self.longer, self.dx)
        return self.grads == 0 and not any(np.any(array) for array in found)


def padding_leaks(layer, x, mask, *, junk=1e3, more=5, rng):
    """Run the layer with zeros in the padding, with ``junk`` in it, and with ``more`` of it.

    x (T, B, D) floats, mask (T, B) of bool; ``junk`` is any number, NaN and infinity too. The loss
    is a random projection of the outputs of real steps, with the same numbers in every run; rows
    of padding that are added get none. Numbers are equal or not, to the last bit.
    """
    fits = isinstance(layer, Bidirectional)
    expect(fits, "layer", "a Bidirectional or a faulty one", type(layer).__name__)
    x = array_of("x", x, "f")
    mask = check_mask(mask, x, None)
    expect(mask is not None, "mask", "some padding", "none")
    generator(rng)
    real = mask[:, :, None]
    dy = rng.normal(size=(*mask.shape, layer.output_size)) * real
    with np.errstate(all="ignore"):
        y, summary, dx, grads = _run(layer, np.where(real, x, 0), mask, dy)
        other, summary_other, _, grads_other = _run(layer, np.where(real, x, junk), mask, dy)
        wide = ((0, more), (0, 0))
        long = np.pad(np.where(real, x, 0), (*wide, (0, 0)))
        _, summary_long, _, _ = _run(layer, long, np.pad(mask, wide), np.pad(dy, (*wide, (0, 0))))
        apart = np.linalg.norm(grads_other - grads) / np.linalg.norm(grads)
    return Leaks(
        _halves(layer, y != other).any(-1) & mask,
        _halves(layer, summary != summary_other).any(-1),
        _halves(layer, ~np.isclose(summary, summary_long, 1e-12, 1e-12)).any(-1),
        np.where(mask, 0, np.linalg.norm(dx, axis=2)),
        float(apart) if np.isfinite(apart) else np.inf,
        mask,
    )


def _run(layer, x, mask, dy):
    """Outputs, summary, ∂L/∂x, and the gradient of all parameters as one row."""
    y, tape = layer.forward(x, None, mask)
    dx, _, grads = layer.backward(tape, dy)
    row = np.concatenate([grads[name].ravel() for name in sorted(grads)])
    return y, layer.summary(tape), dx, row


def _halves(layer, array):
    """(2, …, H): what belongs to the forward and to the backward layer."""
    H = layer.layers[0].output_size
    return np.stack([array[..., :H], array[..., H:]])
