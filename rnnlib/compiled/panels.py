"""Matrices in panels of some rows, as products of whole registers read them."""

import numpy as np

from rnnlib.compiled.pool import shared
from rnnlib.workspace import address, room

PRICE = 2**5  # operations in whose time a number finds its place


def panels(kernels, S):
    """S (M, K) in panels, see `rnnlib.compiled.packing`."""
    (M, K), tile = S.shape, kernels["tile"]
    S = laid(S)
    to = room((-(-M // tile) * tile * K,), S.dtype)
    shared(M, tile, PRICE * S.size, lambda *rows: pack(kernels, S, to, *rows))
    return to


def laid(S):
    """S, or a copy of it whose rows or columns are in one piece, whole numbers apart."""
    down, right = S.strides
    fits = S.itemsize in S.strides and down % S.itemsize == right % S.itemsize == 0
    return S if fits else np.ascontiguousarray(S)


def pack(kernels, S, to, first, last):
    """Rows first … last − 1, first being that of a panel, to where they are in all panels ``to``;
    the numbers of a row or of a column lie side by side."""
    (down, right), n, K = (s // S.itemsize for s in S.strides), last - first, S.shape[1]
    place = address(S) + first * S.strides[0], address(to) + first * K * S.itemsize
    if down == 1:  # by columns
        kernels["pack_a"](*place, K, right, n, 1, 0, 1)
    else:
        kernels["pack_a"](*place, 1, 0, n, down, 0, K)
