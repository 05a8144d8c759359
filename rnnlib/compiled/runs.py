"""Runs along time by compiled loops."""

import numpy as np

from rnnlib.compiled import switch
from rnnlib.compiled.contraction import Part, contraction_of, panels
from rnnlib.compiled.loop import sizes
from rnnlib.compiled.program import LIVE, backward, forward
from rnnlib.compiled.recording import Dot, Unrecordable
from rnnlib.compiled.threads import shared

PANELS, COLUMNS, ROWS = 0, 1, 2  # the ways of a product, see `rnnlib.compiled.loop.WAYS`


def run_forward(tape):
    """All steps of a run, if they can be compiled; whether they could."""
    loop = find(tape, forward, (tape.cell.step,))
    if isinstance(loop, str):
        return False
    Bound(loop, tape).run(False)
    return True


def run_backward(back):
    """All steps of a run backward, if they can be compiled; whether they could."""
    loop = find(back, backward, (back.cell.local, back.cell.step_back))
    if isinstance(loop, str):
        return False
    back.contraction = contraction_of(back)
    Bound(loop, back).run(True, back.contraction)
    return True


def find(record, way, methods):
    """The `Loop` of a run forward (of a tape) or backward (of an adjoint), or why there is none."""
    cell, given = record.cell, record.given
    names = (cell.gates, cell.states, cell.extras, cell.operand, cell.factors, cell.inputs)
    rows = tuple([cell.size(name) for name in (*cell.gates, *cell.states, *cell.operand)])
    tall = tuple([name for name, array in given.items() if getattr(array, "shape", ())[1:] == (1,)])
    key = (*methods, names, cell.through, rows, tall, cell.dtype, record.symbols, record.mask is None)
    key = (switch.machine(), *key)
    found = _FOUND.get(key)
    if found is None:
        if len(_FOUND) > MOST:
            _FOUND.clear()
        found = _FOUND[key] = _made(record, way)
    return found


MOST = 500  # loops that are kept: many more than there are cells, few enough for tests of cells
_FOUND = {}


def _made(record, way):
    try:
        return Loop(switch.machine(), record.cell.dtype, way(record))
    except Unrecordable as reason:
        return str(reason)


class Loop:
    """The compiled loop of a program."""

    def __init__(self, machine, dtype, program):
        from rnnlib.compiled import library

        self.kernels = library.kernels(machine, dtype)
        self.function = library.run(machine, dtype, program)
        self.blocks, self.sizes = program.blocks, sizes(program)
        self.dots = [step for step in program.steps if isinstance(step, Dot)]


class Bound:
    """A loop and the arrays of one run: addresses and strides, as `rnnlib.compiled.loop` wants."""

    def __init__(self, loop, record):
        self.loop, self.record, self.B, self.T = loop, record, record.B, record.T
        self.cell, self.item = record.cell, record.cell.dtype.itemsize
        self.own, self.alive = {}, []  # our own arrays: by block, and matrices
        addresses, moves, shapes, self.work = [], [], [], 0
        for block in loop.blocks:
            self._add(self._array(block), addresses, moves)
        for dot in loop.dots:
            K, M = (sum(map(self.rows, blocks)) for blocks in (dot.operand, dot.out))
            way, N, S = self._matrix(dot.matrix)
            addresses.append(S.__array_interface__["data"][0])
            for blocks in (dot.operand, dot.out):
                first = next(block for block in blocks if self.rows(block))
                self._add(self._array(first), addresses, moves)
            shapes += [way, N, M, K]
            self.work += self.T * self.B * M * K
        tall = [self._tall(size) for size in loop.sizes]
        self.addresses = np.array(addresses, np.uint64)
        self.numbers = np.array([*moves, *tall, *shapes], np.int64)

    def run(self, back, contraction=None):
        """All steps, all columns; with a `Contraction`, that too."""
        given = self.addresses.ctypes.data, self.numbers.ctypes.data

        def work(first, last):
            if contraction is None:
                self.loop.function(*given, 0, self.T, int(back), self.B, first, last)
                return
            part = Part(contraction, first, last)
            for start, end in contraction.chunks():
                self.loop.function(*given, start, end, int(back), self.B, first, last)
                part.take(start, end)
            part.give()

        shared(self.B, self.loop.kernels["width"], self.work, work)

    def rows(self, block):
        return 0 if block.name == "x" and self.record.symbols else self._tall(block.size)

    def _tall(self, size):
        return self.cell.H if size == "H" else self.cell.size(size)

    def _add(self, array, addresses, moves):
        """Where an array is at step 0, and how many floats further at the next."""
        addresses.append(array.__array_interface__["data"][0])
        moves.append(array.strides[0] // self.item if array.ndim == 3 else 0)

    def _array(self, block):
        """Of a block: (T, rows, B) of the run, or (rows, B) for scratch and columns."""
        if block not in self.own:
            found, record = self.record.inside(block.name), self.record
            if found is not None:
                return found
            shape = (0 if block == LIVE else self.rows(block), self.B)
            if block == LIVE:
                own = record.mask[:, None].astype(self.cell.dtype)
            elif block.name in record.given:
                own = np.ascontiguousarray(np.broadcast_to(record.given[block.name], shape))
            else:
                own = np.empty(shape, self.cell.dtype)
            self.own[block] = own
        return self.own[block]

    def _matrix(self, name):
        """The way of its product, the distance of its columns or rows, and S itself."""
        S = self.record.given[name]
        S = getattr(S, "S", S)  # an `Adding` one
        kernels, (M, K) = self.loop.kernels, S.shape
        by_columns = S.strides == (self.item, M * self.item)
        if 2 * self.B >= kernels["width"]:
            self.alive.append(panels(kernels, S))
            return PANELS, 0, self.alive[-1]
        if not by_columns and self.B > 1:
            S, by_columns = np.asfortranarray(S), True
        if not by_columns:
            S = np.ascontiguousarray(S)
        self.alive.append(S)
        return (COLUMNS, M, S) if by_columns else (ROWS, K, S)
