"""Elementwise functions and reshapings that everything else stands on.

Every function keeps the floating type it is given (float32 in, float32 out); integers become
float64. Only the names that end in an underscore write into their argument.
"""

import numpy as np
from numpy import add, divide, exp, multiply, negative, subtract
from numpy.lib.mixins import NDArrayOperatorsMixin

from rnnlib.edge import array_of, brief, expect

# The number one as an array per float type: half the price of a Python 1 in a small ufunc call.
_ONE = {np.dtype(kind).char: np.array(1, kind) for kind in (np.float32, np.float64)}


def sigmoid_(z):
    """The logistic function σ(z) = 1 / (1 + exp(−z)), written into z (float32 or float64).

    Four passes, no temporary, and no guard: exp(−z) may overflow to the infinity that gives the
    right limit 0, so callers hold ``np.errstate(over="ignore")`` around their whole loop.
    """
    one = _ONE[z.dtype.char]
    negative(z, z)
    exp(z, z)
    add(z, one, z)
    return divide(one, z, z)


def sigmoid_slope(s, out):
    """σ′ = s (1 − s), where s = σ(z), written into ``out``."""
    subtract(1, s, out)
    return multiply(out, s, out)


def tanh_slope(y, out):
    """tanh′ = 1 − y², where y = tanh(z), written into ``out``."""
    multiply(y, y, out)
    return subtract(1, out, out)


def sigmoid(z):
    """The logistic function σ(z) = 1 / (1 + exp(−z)) of any input, without warnings."""
    z = _floats(z)
    with np.errstate(over="ignore", under="ignore"):
        return (1 / (1 + np.exp(-z)))[()]


def softmax(z, axis=-1):
    """exp(z_k) / Σ_j exp(z_j) along ``axis``: positive, adding up to one.

    The largest entry is subtracted first, which changes nothing but the range of exp. Entries of
    −∞ get probability 0; a line that is −∞ throughout has no softmax and gives NaN.
    """
    p = _lines(z, axis)
    with np.errstate(over="ignore"):  # a difference beyond all bounds is −∞, as it should
        p = p - p.max(axis, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(axis, keepdims=True)
    return p


def logsumexp(z, axis=-1, keepdims=False):
    """log Σ_j exp(z_j) along ``axis``, stable for entries of any size, −∞ and ∞ included."""
    z = _lines(z, axis)
    top = z.max(axis, keepdims=True)
    top = np.where(np.isinf(top), z.dtype.type(0), top)  # ∞ − ∞ would be NaN
    with np.errstate(divide="ignore", over="ignore"):  # log 0 = −∞ is right for a line of −∞
        total = np.log(np.exp(z - top).sum(axis, keepdims=True)) + top
    return total if keepdims else np.squeeze(total, axis)[()]


def log_softmax(z, axis=-1):
    """log softmax(z)_k = z_k − log Σ_j exp(z_j) along ``axis``, exact where softmax underflows."""
    z = _lines(z, axis)
    with np.errstate(over="ignore"):
        z = z - z.max(axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis, keepdims=True))


def rows(x):
    """One row per step of every sequence: (T, B, D) → (T·B, D), a view where x allows it."""
    T, B, D = x.shape
    return x.reshape(T * B, D)


def _floats(z):
    """z as an array of floats, its own type if it has one; whatever else does as arrays do is let
    be."""
    if isinstance(z, NDArrayOperatorsMixin):
        return z
    z = array_of("z", z, "fiub")
    return z if z.dtype.kind == "f" else z.astype(np.float64)


def _lines(z, axis):
    """z as an array of floats that has entries along the axis."""
    z = _floats(z)
    fits = isinstance(axis, int | np.integer) and not isinstance(axis, bool)
    fits = fits and -z.ndim <= axis < z.ndim
    expect(fits, "axis", f"one of the {z.ndim} axes of z {z.shape}", brief(axis))
    expect(z.shape[axis], "z", "at least one entry along the axis", f"shape {z.shape}")
    return z
