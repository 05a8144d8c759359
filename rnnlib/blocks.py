"""Named blocks of rows, stacked in one array."""

from functools import lru_cache


class Blocks:
    """Where each named block lies in a stack of rows, and what runs of neighbours are called.

    A run of neighbouring blocks has the name of their names joined: with gates i, f, o, g the
    block "ifo" is the rows of i, f and o together.
    """

    def __init__(self, sizes):
        """``sizes``: pairs of block name and number of rows, in the order of the stack."""
        sizes = dict(sizes)
        self.names = tuple(sizes)
        self.rows = sum(sizes.values())
        self._slices = {}
        first = 0
        for k, name in enumerate(self.names):
            run, last = "", first
            for neighbour in self.names[k:]:
                run, last = run + neighbour, last + sizes[neighbour]
                self._slices[run] = slice(first, last)
            first += sizes[name]

    def __contains__(self, run):
        return run in self._slices

    def __getitem__(self, run):
        """The rows of a block or of a run of neighbours, as a slice."""
        return self._slices[run]


@lru_cache
def blocks(*sizes):
    """The `Blocks` of such pairs; the same for the same pairs."""
    return Blocks(sizes)
