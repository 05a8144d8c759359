"""Where a loop finds the arrays of a run, and how it multiplies."""

from array import array

import numpy as np

from rnnlib.compiled.panels import panels
from rnnlib.compiled.program import LIVE
from rnnlib.workspace import address

PANELS, COLUMNS, ROWS = 0, 1, 2  # the ways of a product, see `rnnlib.compiled.loop.WAYS`


class Apart(ValueError):
    """Arrays of a run lie elsewhere than where it has put them."""


class Plan:
    """Where a loop finds the arrays of its runs with T steps of B sequences.

    Blocks lie in the few arrays that a record keeps; ``places`` says in which of them and how far
    from its beginning. What is in none of them a run brings with it: ``own``. ``ways`` are those of
    the products.
    """

    def __init__(self, loop, record):
        self.record, self.item, self.B = record, record.cell.dtype.itemsize, record.B
        self.kept = [(address(block), block.nbytes) for block in record.kept]
        self.own, self.places, moves, shapes = {}, [], [], []
        self.work = 0
        for block in loop.blocks:
            self._add(block, moves)
        for dot in loop.dots:
            K, M = (sum(map(self.rows, blocks)) for blocks in (dot.operand, dot.out))
            for blocks in (dot.operand, dot.out):
                self._add(next(block for block in blocks if self.rows(block)), moves)
            taken = way(loop.kernels, matrix(record, dot.matrix), record.B)
            shapes += [taken, (0, M, K)[taken], M, K]  # columns are M apart, rows K
            self.work += record.T * record.B * M * K
        tall = [self._tall(size) for size in loop.sizes]
        self.numbers = array("q", [*moves, *tall, *shapes])
        self.ways = shapes[::4]
        del self.record

    def rows(self, block):
        return 0 if block.name == "x" and self.record.symbols else self._tall(block.size)

    def _tall(self, size):
        cell = self.record.cell
        return 1 if size == LIVE.size else cell.H if size == "H" else cell.size(size)

    def _add(self, block, moves):
        """Which array a block is in, how far from its beginning, and how far from step to step."""
        found = self.record.inside(block.name)
        if found is None:
            shape = (self.rows(block), self.B)
            n = self.own.setdefault(block, (len(self.kept) + len(self.own), shape))[0]
            self.places.append((n, 0))
            moves.append(self.B if block == LIVE else 0)
        else:
            start = address(found)
            around = (n for n, (a, size) in enumerate(self.kept) if a <= start < a + size)
            n = next(around, None)
            if n is None:
                raise Apart(f"{block.name} is in no array that the record keeps")
            self.places.append((n, start - self.kept[n][0]))
            moves.append(found.strides[0] // self.item)


def matrix(record, name):
    """A working matrix, also of an `Adding` one."""
    S = record.given[name]
    return getattr(S, "S", S)


def way(kernels, S, B):
    """How S is multiplied with B columns, see `rnnlib.compiled.loop.WAYS`."""
    if 2 * B >= kernels["width"]:
        return PANELS
    return COLUMNS if _by_columns(S) or B > 1 else ROWS


def ready(kernels, S, way):
    """S as that way reads it."""
    if way == PANELS:
        return panels(kernels, S)
    return np.asfortranarray(S) if way == COLUMNS else np.ascontiguousarray(S)


def _by_columns(S):
    return S.strides == (S.itemsize, S.shape[0] * S.itemsize)
