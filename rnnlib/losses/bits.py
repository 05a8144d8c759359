"""Cross-entropy of bits: every output is a question with the answers 0 and 1."""

import numpy as np

from rnnlib.edge import array_of, expect
from rnnlib.losses.steps import floats
from rnnlib.ops import sigmoid


def sigmoid_cross_entropy(logits, target, mask=None):
    """The mean of −log p(right bit) over the bits that are asked for, in nats, and its gradient.

    For logits and target (T, B, K), or both without T; a target is 0 or 1, or −1 where nothing is
    asked, which counts neither in L nor in N and has a gradient of exactly 0::

        L = 1/N Σ softplus(z) − z · target,  p = σ(z),  N = number of bits asked for
        ∂L/∂z = (p − target) / N

    Where ``mask`` (T, B) is False nothing is asked either.

    Returns (loss, dlogits): a float, and an array like logits.
    ValueError: shapes or types that do not fit, another target, no question.
    """
    logits, target, asked = checked(logits, target, mask)
    N = np.count_nonzero(asked)
    loss = surprise(logits, target, asked).sum(dtype=np.float64) / N
    d = (sigmoid(logits) - target) * asked
    d /= N
    return float(loss), d.astype(logits.dtype, copy=False)


def surprise(logits, target, asked):
    """−log p(right bit) = softplus(z) − z · target of every bit, in nats; 0 where none is asked."""
    return (np.logaddexp(0, logits) - logits * target) * asked


def checked(logits, target, mask=None):
    """Logits, targets of their type, and which are asked for."""
    logits, target = floats("logits", logits), array_of("target", target)
    fits = target.shape == logits.shape
    expect(fits, "target", f"bits of shape {logits.shape}", f"{target.dtype} {target.shape}")
    asked = target != -1
    fits = not (asked & (target != 0) & (target != 1)).any()
    expect(fits, "target", "0, 1, or −1 where nothing is asked", "other numbers")
    if mask is not None:
        mask = array_of("mask", mask, "b")
        expect(mask.shape == logits.shape[:-1], "mask", f"shape {logits.shape[:-1]}", mask.shape)
        asked = asked & mask[..., None]
    expect(asked.any(), "target", "at least one bit that is asked for", "none")
    return logits, target.astype(logits.dtype), asked
