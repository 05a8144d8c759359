"""Memory for the arrays of a run, which comes back when the last of them is gone.

A run of the same shape as the one before needs the same arrays, and fresh memory is slow: the
system hands it out page by page, each at its first touch. Nobody sees memory that is used again: as
long as anybody holds an array, or a view of one, its memory is his.
"""

import tracemalloc
from ctypes import addressof, c_byte
from functools import lru_cache
from math import prod

import numpy as np

LINE = 64  # bytes that a processor reads at a time: a full register begins where a line does
SMALL = 2**16  # bytes that are not worth the care
MOST = 2**27  # bytes that are kept for later, at most

_FREE = {}  # size: blocks of so many bytes that nobody has


# The words in what NumPy says of an array: Python's table of words, which is large, would be made
# anew time and again if nobody held them.
_WORDS = ("data", "descr", "shape", "strides", "typestr", "version")


def address(array):
    """Where its first number is."""
    flags = array.flags
    if array.size and flags.writeable:  # the shorter way, where the numbers lie side by side
        if flags.c_contiguous:
            return addressof(c_byte.from_buffer(array))
        if flags.f_contiguous:
            return addressof(c_byte.from_buffer(array.T))
    return array.__array_interface__["data"][0]


def room(shape, dtype):
    """An array as `np.empty` gives it, whose memory may be that of an array that is gone."""
    n = prod(shape)
    size = n * dtype.itemsize
    if size < SMALL or tracemalloc.is_tracing():  # who counts memory is to count all of it
        return np.empty(shape, dtype)
    try:
        block = _FREE[size + LINE].pop()
    except (KeyError, IndexError):
        block = np.empty(size + LINE, np.uint8)
    loan = _loan(size + LINE).from_buffer(block)
    loan.block = block
    return np.frombuffer(loan, dtype, n, -addressof(loan) % LINE).reshape(shape)


def release():
    """Give the memory that nobody uses back to the system."""
    _FREE.clear()


@lru_cache(512)
def _loan(size):
    """The kind of a block of this size in use: what all arrays in it hold, and nobody else."""
    return type("Loan", (c_byte * size,), {"block": None, "__del__": _give_back})


def _give_back(loan, free=_FREE, most=MOST):
    if loan.block is None:  # who was to note it has been interrupted
        return
    size = loan.block.nbytes
    if size + sum(n * len(blocks) for n, blocks in list(free.items())) > most:
        free.clear()
    if size <= most:
        free.setdefault(size, []).append(loan.block)
