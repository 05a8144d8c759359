"""Where the arrays of a run lie in memory: worked out once, for all runs of a cell of one size."""

from math import prod

from rnnlib.blocks import Blocks
from rnnlib.notes import Notes
from rnnlib.workspace import LINE, room

TOGETHER = 2**18  # bytes: smaller arrays of one record share a block, so that one call brings all
MOST = 100  # sizes that are kept for a cell


class Layout:
    """The arrays of a run of T steps of B sequences by name, forward and backward.

    ``operand`` and ``gates`` say which rows of v and z belong to whom. Forward there are v
    (T + 1, rows, B), z (T, rows, B), and the states and extras that are no rows of v; backward dz,
    and dh, dc … (T + 1, rows, B).
    """

    def __init__(self, cell, T, B, symbols):
        self.operand = Blocks(
            (name, 0 if symbols and name == "x" else cell.size(name)) for name in cell.operand
        )
        self.gates = Blocks((name, cell.size(name)) for name in cell.gates)
        z = (T, self.gates.rows, B)
        states = {name: (T + 1, cell.size(name), B) for name in cell.states}
        extras = {name: (T, cell.size(name), B) for name in cell.extras}
        apart = {n: shape for n, shape in (states | extras).items() if n not in self.operand}
        self.forward = Rooms({"v": (T + 1, self.operand.rows, B), "z": z} | apart, cell.dtype)
        adjoints = {f"d{name}": shape for name, shape in states.items()}
        self.backward = Rooms({"dz": z} | adjoints, cell.dtype)


class Rooms:
    """How some arrays are laid out: in one block of memory if they are small, or each in its own.

    Who holds a part of a block holds all of it, so that a large record is not one block.
    """

    def __init__(self, shapes, dtype):
        self.dtype, line = dtype, LINE // dtype.itemsize
        ends = [-(-prod(shape) // line) * line for shape in shapes.values()]  # to a full line
        together = sum(ends) * dtype.itemsize <= TOGETHER
        self.sizes = (sum(ends),) if together else tuple(ends)
        self.places, start = {}, 0
        for n, (name, shape) in enumerate(shapes.items()):
            self.places[name] = 0 if together else n, start, start + prod(shape), shape
            start += ends[n] if together else 0

    def blocks(self):
        """New memory: the blocks that `array` finds the arrays in."""
        return [room((size,), self.dtype) for size in self.sizes]

    def array(self, blocks, name):
        """An array: a view of its block."""
        n, start, end, shape = self.places[name]
        return blocks[n][start:end].reshape(shape)


def layout(cell, T, B, symbols):
    """The `Layout` of such a run, as long as there is the cell."""
    mine = _NOTES.of(cell)
    key = T, B, symbols
    if key not in mine:
        if len(mine) >= MOST:
            mine.clear()
        mine[key] = Layout(cell, T, B, symbols)
    return mine[key]


_NOTES = Notes()
