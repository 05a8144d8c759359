"""Softmax cross-entropy: how surprised the prediction is by the right class."""

import numpy as np

from rnnlib.edge import array_of
from rnnlib.losses.steps import floats, real_steps


def softmax_cross_entropy(logits, target, mask=None):
    """The mean of −log p_target over the real steps, in nats, and its gradient.

    For logits (T, B, K), target (T, B) of classes 0 … K−1 and mask (T, B), or all without T::

        L = −1/N Σ log p_target,  p = softmax(logits),  N = number of real steps
        ∂L/∂logits = (p − onehot(target)) / N

    Bits per symbol are L / log 2, perplexity is exp L. Steps with mask False count neither in L
    nor in N, have a gradient of exactly 0, and their targets may hold anything, such as −1.

    Returns (loss, dlogits): a float, and an array like logits.
    ValueError: shapes or types that do not fit, a class out of range, no real step.
    """
    logits, target, mask = checked(logits, target, mask)
    classes, z = target[mask], logits[mask]  # (N,), (N, K)
    N = len(classes)
    right = np.arange(N), classes
    with np.errstate(over="ignore"):  # a difference beyond all bounds is −∞, as it should
        z -= z.max(-1, keepdims=True)
    z_right = z[right]
    d = np.exp(z, out=z)
    total = d.sum(-1, keepdims=True)  # p = exp z / Σ exp z
    loss = (np.log(total[:, 0]) - z_right).mean()
    d /= N * total
    d[right] -= 1 / N
    if N == mask.size:
        return float(loss), d.reshape(logits.shape)
    dlogits = np.zeros_like(logits)
    dlogits[mask] = d
    return float(loss), dlogits


def checked(logits, target, mask):
    """The arguments of `softmax_cross_entropy` as arrays that fit; the mask as bool, never None."""
    logits = floats("logits", logits)
    K = logits.shape[-1]
    target = array_of("target", target)
    if target.shape != logits.shape[:-1] or not np.issubdtype(target.dtype, np.integer):
        raise ValueError(
            f"target: expected integers of shape {logits.shape[:-1]}, "
            f"got {target.dtype} of shape {target.shape}"
        )
    mask = real_steps(mask, target.shape)
    classes = target[mask]
    if classes.min() < 0 or classes.max() >= K:
        wrong = classes.min() if classes.min() < 0 else classes.max()
        raise ValueError(f"target: expected classes 0 to {K - 1}, got {wrong}")
    return logits, target, mask
