"""The large products of a run backward, by the kernels that know this processor.

Everything is read where it lies, (T, rows, B), as soon as it is there and still in the cache: no
copy with all columns side by side is made.
"""

import numpy as np

from rnnlib.blocks import COLUMNS, few, stretches
from rnnlib.compiled.panels import panels
from rnnlib.workspace import address, room


class Contraction:
    """Sums over all steps of a run backward, and dx.

    ``uses`` are those of the cell's that are rows of the operand and of dz, `sums` what they add up
    to: Σ_t a_t b_tᵀ. ``dx`` (T, B, D) is None for symbols, and where columns do not fill registers,
    but for a single one: what it lacks in columns it has in rows that lie in one piece.
    """

    def __init__(self, cell, T, B, kernels):
        self.kernels, self.B, self.dtype, self.cell = kernels, B, cell.dtype, cell
        self.T, self.steps, self.parts = T, few(T, B), {}
        self.uses, self.back = {}, None

    def open(self, back):
        """What is taken from now on are steps of this run backward."""
        if back is self.back:  # which runs again, in the same arrays
            return
        self.back, tape, cell = back, back.tape, self.cell
        for name, (a, b) in cell.uses.items():
            if len(a) > 1 and a in tape.operand and b.startswith("dz"):  # "h" is of this step
                self.uses[name] = tape.v[:-1, tape.operand[a]], back.inside(b)
        self.dx, self.full = None, 2 * self.B >= self.kernels["width"]  # whether registers are
        if not tape.symbols and (self.full or self.B == 1):
            self.fed = back.inside("dz_" + "".join(cell.inputs or cell.gates))
            W = cell.input_weights(tape.packed)
            self.W = panels(self.kernels, W) if self.full else np.ascontiguousarray(W)
            self.into = room((back.T, cell.D, self.B), self.dtype)
            self.dx = self.into.transpose(0, 2, 1)

    def stretches(self, T):
        """(start, end) of some steps each, from the last to the first."""
        return stretches(T, self.steps)

    def part(self, first, last):
        """The share of the columns first … last − 1; always the same for the same columns."""
        if (first, last) not in self.parts:
            self.parts[first, last] = Part(self, first, last)
        return self.parts[first, last]

    @property
    def sums(self):
        """What all parts have taken, added up in the order of their columns."""
        found = [part.sums for _, part in sorted(self.parts.items())]
        return {
            name: sum((other[name] for other in found[1:]), found[0][name]) for name in found[0]
        }


class Part:
    """The share of some columns of a `Contraction`."""

    def __init__(self, whole, first, last):
        self.first, self.last = first, last
        pairs = {name: (a.shape[1], b.shape[1]) for name, (a, b) in whole.uses.items()}
        self.sums = {name: room(shape, whole.dtype) for name, shape in pairs.items()}
        self.begun = False  # whether something has been taken
        more = whole.kernels["tile"] + 2 * whole.kernels["width"]  # panels are full
        columns = whole.steps * min(COLUMNS, last - first)
        rows = max((rows for rows, _ in pairs.values()), default=0)
        self.room = room(((rows + more) * columns,), whole.dtype)

    def take(self, whole, start, end):
        """The steps start … end − 1 of the run that is open in the whole."""
        kernels, B, n, space = whole.kernels, whole.B, end - start, address(self.room)
        for name, (a, b) in whole.uses.items():
            I, J = a.shape[1], b.shape[1]
            given = _at(a, start), _step(a), I, _at(b, start), _step(b), J
            into = address(self.sums[name])
            for c in range(self.first, self.last, COLUMNS):
                span = n, B, c, min(c + COLUMNS, self.last)
                adds = int(self.begun or c > self.first)
                kernels["outer"](*given, into, J, *span, adds, space)
        self.begun = True
        if whole.dx is not None:
            self._take_dx(whole, start, end)

    def _take_dx(self, whole, start, end):
        dz, dx, n, W = whole.fed, whole.into, end - start, address(whole.W)
        J, D = dz.shape[1], dx.shape[1]
        if whole.full:
            given = _at(dz, start), _step(dz), J, _at(dx, start), _step(dx), D
            whole.kernels["apply"](W, *given, n, whole.B, self.first, self.last)
        else:  # dx_t = W dz_t, as rows of dz with rows of W
            whole.kernels["dots"](_at(dz, start), n, _step(dz), W, D, J, _at(dx, start), D, J)


def _at(array, t):
    """The address of step t."""
    return address(array) + t * array.strides[0]


def _step(array):
    """Floats from one step to the next."""
    return array.strides[0] // array.itemsize
