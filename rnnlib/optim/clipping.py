"""Gradients that explode, cut to size.

Both functions write into the gradients and return how large they were. No scale makes sense of an
infinite or NaN gradient: it is left alone, and the returned number says so.
"""

import math
from functools import lru_cache
from numbers import Real

import numpy as np

from rnnlib.edge import array_of, brief, expect, mapping


def global_norm(grads):
    """The Euclidean norm ‖g‖ of all arrays of ``grads`` together, as one long vector.

    Where squares of an exploding gradient would overflow, or those of a tiny one vanish, they are
    taken of g / max|g|.
    """
    arrays = _floats(grads)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        square = sum(float(np.vdot(g, g)) for g in arrays)
    if sum(g.size * _least(g.dtype) for g in arrays) < square < math.inf:
        return math.sqrt(square)
    top = _largest(arrays)
    if not 0 < top < math.inf:
        return top
    squares = (float(np.vdot(u, u)) for u in (g / top for g in arrays))
    return top * math.sqrt(sum(squares))


def clip_norm(grads, threshold):
    """Shorten the gradient to length ``threshold`` if it is longer; returns ‖g‖ as it was.

    Pascanu, Mikolov & Bengio 2013, Algorithm 1, over all arrays together::

        ĝ = threshold / ‖g‖ · g    if ‖g‖ > threshold

    The direction stays.
    """
    _check(grads, "threshold", threshold)
    norm = global_norm(grads)
    if threshold < norm < math.inf:
        for g in grads.values():
            g *= threshold / norm
    return norm


def clip_value(grads, limit):
    """Cut every entry to [−limit, limit]; returns the largest magnitude as it was.

    Each entry is cut on its own (as in Graves 2013), so the direction turns.
    """
    _check(grads, "limit", limit)
    top = _largest(_floats(grads))
    if limit < top < math.inf:
        for g in grads.values():
            np.clip(g, -limit, limit, out=g)
    return top


def _floats(grads):
    """The arrays, of float32 or float64: squares of float16 end at 65504."""
    mapping("grads", grads, "a dict of arrays")
    arrays = [array_of("grads", g) for g in grads.values()]
    return [g if g.dtype.kind == "f" and g.itemsize > 2 else g.astype(float) for g in arrays]


@lru_cache
def _least(dtype):
    """The smallest square that is not rounded off beside what is lost of others below the range."""
    kind = np.finfo(dtype)
    return float(kind.tiny / kind.eps)


def _largest(arrays):
    """max|g| over all arrays; NaN if any entry is NaN."""
    ends = [e for g in arrays if g.size for e in (g.max(), -g.min())]
    return float(np.max(ends, initial=0.0))


def _check(grads, name, value):
    """What is about to be written to, all of it, and by how much."""
    fits = isinstance(value, Real) and not isinstance(value, bool) and value > 0
    expect(fits, name, "a positive number", brief(value))
    for key, g in mapping("grads", grads, "a dict of arrays").items():
        if not (isinstance(g, np.ndarray) and g.dtype.kind == "f"):
            got = f"{brief(key)} of type {getattr(g, 'dtype', type(g))}"
            expect(False, "grads", "float arrays", got)
        if not g.flags.writeable:
            expect(False, "grads", "writeable arrays", f"{brief(key)} read-only")
