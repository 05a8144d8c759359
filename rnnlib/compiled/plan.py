"""Where a loop finds the arrays of a run, and how it multiplies."""

import numpy as np

from rnnlib.compiled.contraction import panels
from rnnlib.compiled.program import LIVE
from rnnlib.workspace import address

PANELS, COLUMNS, ROWS = 0, 1, 2  # the ways of a product, see `rnnlib.compiled.loop.WAYS`


class Plan:
    """Where a loop finds the arrays of its runs with T steps of B sequences.

    Blocks lie in the few arrays that a record keeps; ``at`` and ``offsets`` say in which of them
    and how far from its beginning. What is in none of them a run brings with it: ``own``.
    """

    def __init__(self, loop, record):
        self.record, self.item, self.B = record, record.cell.dtype.itemsize, record.B
        self.kept = [(address(array), array.nbytes) for array in record.kept]
        self.own, self.places, moves, shapes = {}, [], [], []
        self.work = 0
        for block in loop.blocks:
            self._add(block, moves)
        for dot in loop.dots:
            K, M = (sum(map(self.rows, blocks)) for blocks in (dot.operand, dot.out))
            for blocks in (dot.operand, dot.out):
                self._add(next(block for block in blocks if self.rows(block)), moves)
            shapes += [*way(loop.kernels, matrix(record, dot.matrix), record.B)[:2], M, K]
            self.work += record.T * record.B * M * K
        tall = [self._tall(size) for size in loop.sizes]
        self.at, offsets = zip(*self.places, strict=True)
        self.at, self.offsets = np.array(self.at), np.array(offsets, np.int64)
        self.numbers = np.array([*moves, *tall, *shapes], np.int64)
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
            n = next(n for n, (a, size) in enumerate(self.kept) if a <= start < a + size)
            self.places.append((n, start - self.kept[n][0]))
            moves.append(found.strides[0] // self.item)


def matrix(record, name):
    """A working matrix, also of an `Adding` one."""
    S = record.given[name]
    return getattr(S, "S", S)


def way(kernels, S, B):
    """How S is multiplied with B columns (`rnnlib.compiled.loop.WAYS`), the distance of its columns
    or rows, and S as that way reads it."""
    (M, K), item = S.shape, S.itemsize
    by_columns = S.strides == (item, M * item)
    if 2 * B >= kernels["width"]:
        return PANELS, 0, panels(kernels, S)
    if by_columns or B > 1:
        return COLUMNS, M, np.asfortranarray(S)
    return ROWS, K, np.ascontiguousarray(S)
