"""Seeded first values for weight matrices.

Matrices follow the row-vector convention x W: shape (m, n) = (fan in, fan out). A cell with several
gates draws one matrix per gate and sets them side by side, since each gate is a layer of its own.
"""

import math

import numpy as np

from rnnlib.edge import brief, expect, finite, float_kind, generator, one_of, whole


def orthogonal(shape, *, rng, gain=1.0, dtype=np.float64):
    """A matrix (m, n) of orthonormal columns (m ≥ n) or rows (m ≤ n), times ``gain``.

    All singular values are ``gain``, so that products of many such matrices neither grow nor
    shrink a vector for gain 1 (Saxe, McClelland & Ganguli 2014). Q comes from the QR
    factorisation of a Gaussian matrix; fixing the signs so that R has a positive diagonal makes
    Q uniform (Haar) over all such matrices (Mezzadri 2007).
    """
    (m, n), dtype = _matrix(shape), float_kind(dtype)
    q, r = np.linalg.qr(generator(rng).normal(size=(max(m, n), min(m, n))))
    q *= np.copysign(finite("gain", gain), np.diag(r))
    return np.ascontiguousarray(q if m >= n else q.T, dtype)


def glorot_uniform(shape, *, rng, gain=1.0, dtype=np.float64):
    """A matrix (m, n) uniform in ±gain·√(6 / (m + n)): Glorot & Bengio 2010, eq. 16.

    Its variance 2 / (m + n) is the compromise between keeping the variance of activations
    (1 / m) on the way forward and that of gradients (1 / n) on the way back.
    """
    (m, n), dtype = _matrix(shape), float_kind(dtype)
    limit = abs(finite("gain", gain)) * math.sqrt(6 / (m + n))
    return generator(rng).uniform(-limit, limit, (m, n)).astype(dtype)


def identity(shape, *, gain=1.0, dtype=np.float64):
    """The matrix (m, n) with ``gain`` on its diagonal and 0 elsewhere.

    As the recurrent matrix of a ReLU network it copies the state from step to step, so that
    gradients neither vanish nor explode at the start (Le, Jaitly & Hinton 2015).
    """
    (m, n), dtype = _matrix(shape), float_kind(dtype)
    return finite("gain", gain) * np.eye(m, n, dtype=dtype)


def forget_bias(b, gates, value=1.0):
    """Set the bias of the forget gate "f" to ``value``, in place: b holds one block per gate.

    With b_f = 1 the gate starts at σ(1) ≈ 0.73 instead of 0.5, so that over k steps a memory
    fades like 0.73ᵏ instead of 0.5ᵏ and the gradient along c reaches further back before
    anything is learned (Gers, Schmidhuber & Cummins 2000; Jozefowicz, Zaremba & Sutskever 2015).
    """
    one_of("gates", gates, str | tuple | list, "names of gates")
    expect("f" in gates, "gates", "a forget gate 'f' among them", tuple(gates))
    fits = isinstance(b, np.ndarray) and b.ndim and b.dtype.kind == "f" and b.flags.writeable
    expect(fits, "b", "an array of floats that may be written", _kind_of(b))
    expect(
        len(b) % len(gates) == 0, "b", f"a block for each of {len(gates)} gates", f"length {len(b)}"
    )
    H = len(b) // len(gates)
    k = tuple(gates).index("f")
    b[k * H : (k + 1) * H] = finite("value", value)


def _matrix(shape):
    try:
        m, n = (whole("shape", size, 1, "a positive integer") for size in shape)
    except (TypeError, ValueError):
        expect(False, "shape", "two positive integers (m, n)", brief(shape))
    return m, n


def _kind_of(b):
    if not isinstance(b, np.ndarray):
        return type(b).__name__
    return f"{b.dtype} {b.shape}{'' if b.flags.writeable else ', read-only'}"
