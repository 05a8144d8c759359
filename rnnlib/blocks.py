"""Named blocks of rows, stacked in one array, and groups of steps."""

from functools import lru_cache
from inspect import signature
from math import isqrt

COLUMNS = 256  # of one product: enough to run at full speed, few enough for the cache


class Blocks(dict):
    """Where each named block lies in a stack of rows: run → slice.

    A run of neighbouring blocks has the name of their names joined: with gates i, f, o, g the
    block "ifo" is the rows of i, f and o together.
    """

    def __init__(self, sizes):
        """``sizes``: pairs of block name and number of rows, in the order of the stack."""
        self.rows, firsts = 0, []
        for name, size in sizes:
            firsts.append(("", self.rows))
            self.rows += size
            firsts = [(run + name, first) for run, first in firsts]
            self.update((run, slice(first, self.rows)) for run, first in firsts)


def few(T, B):
    """How many steps of B columns are summed at a time by a product that knows the cache."""
    return max(1, min(T, COLUMNS // B, max(64, isqrt(T))))


def group(T, B):
    """How many by any other product, which needs more columns: a few times as many."""
    return few(T, B) * max(1, min(4, max(64, isqrt(T)) // few(T, B)))


def stretches(T, steps):
    """(start, end) of so many steps each, from the last to the first; the last may be shorter."""
    for start in range((T - 1) // steps * steps, -1, -steps):
        yield start, min(T, start + steps)


@lru_cache
def names(function):
    """The names of a function's arguments: of the blocks that it wants."""
    return tuple(signature(function).parameters)
