"""What the arguments of attention must be."""

import numpy as np

from rnnlib.edge import array_of, expect
from rnnlib.layers.edge import check_lengths, check_mask


def check_sources(keys, values, mask, K, dtype):
    """Keys and values batch first, (B, S, ·), copied, and the block (B, S) of a mask or None.

    What stands at masked positions is set to zero: whatever padding holds, 0 · NaN must not come
    of it.
    """
    k = vectors("keys", keys, K)
    v = k if values is None else vectors("values", values, None)
    fits = v.shape[:2] == k.shape[:2]
    expect(fits, "values", f"one for each key, {k.shape[:2]}", v.shape)
    mask = check_mask(mask, k, None)
    k, v = (np.array(a.swapaxes(0, 1), dtype, order="C") for a in (k, v))
    if mask is None:
        return k, v, None
    for a in (k, v):
        a[~mask.T] = 0
    return k, v, np.where(mask.T, dtype.type(0), dtype.type(-np.inf))


def check_queries(queries, k, Q, dtype):
    """Queries (T, B, Q) for keys (B, S, K)."""
    q = vectors("queries", queries, Q or k.shape[2])
    fits = q.shape[1] == len(k)
    expect(fits, "queries", f"{len(k)} sequences, as there are of the keys", q.shape[1])
    return q.astype(dtype, copy=False)


def vectors(argument, array, width):
    """An array (T, B, width) of floats."""
    array = array_of(argument, array, "f")
    fits = array.ndim == 3 and width in (None, array.shape[2])
    what = f"floats of shape (·, B, {'·' if width is None else width})"
    expect(fits, argument, what, f"{array.dtype} {array.shape}")
    check_lengths(array)
    return array
