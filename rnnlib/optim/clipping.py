"""Gradients that explode, cut to size.

Both functions write into the gradients and return how large they were. No scale makes sense of an
infinite or NaN gradient: it is left alone, and the returned number says so.
"""

import math

import numpy as np


def global_norm(grads):
    """The Euclidean norm ‖g‖ of all arrays of ``grads`` together, as one long vector.

    Squares are taken of g / max|g|, since those of an exploding gradient would overflow.
    """
    top = _largest(grads)
    if not 0 < top < math.inf:
        return top
    squares = (float(np.vdot(u, u)) for u in (g / top for g in grads.values()))
    return top * math.sqrt(sum(squares))


def clip_norm(grads, threshold):
    """Shorten the gradient to length ``threshold`` if it is longer; returns ‖g‖ as it was.

    Pascanu, Mikolov & Bengio 2013, Algorithm 1, over all arrays together::

        ĝ = threshold / ‖g‖ · g    if ‖g‖ > threshold

    The direction stays.
    """
    _positive("threshold", threshold)
    norm = global_norm(grads)
    if threshold < norm < math.inf:
        for g in grads.values():
            g *= threshold / norm
    return norm


def clip_value(grads, limit):
    """Cut every entry to [−limit, limit]; returns the largest magnitude as it was.

    Each entry is cut on its own (as in Graves 2013), so the direction turns.
    """
    _positive("limit", limit)
    top = _largest(grads)
    if limit < top < math.inf:
        for g in grads.values():
            np.clip(g, -limit, limit, out=g)
    return top


def _largest(grads):
    """max|g| over all arrays; NaN if any entry is NaN."""
    ends = [e for g in grads.values() if g.size for e in (g.max(), -g.min())]
    return float(np.max(ends, initial=0.0))


def _positive(name, value):
    if not value > 0:
        raise ValueError(f"{name}: expected a positive number, got {value}")
