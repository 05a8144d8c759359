"""The large products of a run backward, by the kernels that know this processor.

Everything is read where it lies, (T, rows, B), as soon as it is there and still in the cache: no
copy with all columns side by side is made.
"""

from threading import Lock

import numpy as np

from rnnlib.blocks import room
from rnnlib.compiled import switch

COLUMNS = 256  # whose panels of a and of b are in the cache at the same time


class Contraction:
    """Sums over all steps of a run backward, and dx.

    ``sums`` holds Σ_t a_t b_tᵀ for those of the cell's `uses` that are rows of the operand and of
    dz; ``dx`` (T, B, D) is None for symbols, and where columns do not fill registers. They are
    complete when every step has been taken, by `Part`s.
    """

    def __init__(self, back, kernels):
        tape, cell = back.tape, back.cell
        self.kernels, self.T, self.B, self.dtype = kernels, back.T, back.B, cell.dtype
        self.uses, self.sums, self.lock = {}, {}, Lock()
        for name, (a, b) in cell.uses.items():
            if a in tape.operand and b.startswith("dz"):
                a, b = tape.v[:-1, tape.operand[a]], back.inside(b)
                self.uses[name] = a, b
                self.sums[name] = np.zeros((a.shape[1], b.shape[1]), self.dtype)
        self.steps = min(self.T, max(1, COLUMNS // self.B))
        self.dx = None
        if not tape.symbols and 2 * self.B >= kernels["width"]:
            self.fed = back.inside("dz_" + "".join(cell.inputs or cell.gates))
            W = cell.input_weights(tape.packed)
            self.W = panels(kernels, W)
            self.into = room((self.T, len(W), self.B), self.dtype)
            self.dx = self.into.transpose(0, 2, 1)

    def chunks(self):
        """(start, end) of stretches of steps, from the last to the first."""
        for end in range(self.T, 0, -self.steps):
            yield max(0, end - self.steps), end


class Part:
    """The share of some columns, first … last − 1, of a `Contraction`."""

    def __init__(self, whole, first, last):
        self.whole, self.first, self.last = whole, first, last
        self.sums = {name: zeros(total) for name, total in whole.sums.items()}
        rows = [a.shape[1] for a, _ in whole.uses.values()]
        more = whole.kernels["tile"] + 2 * whole.kernels["width"]  # panels are full
        columns = whole.steps * min(COLUMNS, last - first)
        self.room = room(((max(rows) + more) * columns,), whole.dtype)

    def take(self, start, end):
        """The steps start … end − 1."""
        whole, kernels, B, n = self.whole, self.whole.kernels, self.whole.B, end - start
        for name, (a, b) in whole.uses.items():
            I, J = a.shape[1], b.shape[1]
            given = _at(a, start), _step(a), I, _at(b, start), _step(b), J
            for c in range(self.first, self.last, COLUMNS):
                span = n, B, c, min(c + COLUMNS, self.last)
                into = self.sums[name].ctypes.data
                kernels["outer"](*given, into, J, *span, self.room.ctypes.data)
        if whole.dx is not None:
            dz, dx, W = whole.fed, whole.into, whole.W.ctypes.data
            given = _at(dz, start), _step(dz), dz.shape[1], _at(dx, start), _step(dx), dx.shape[1]
            kernels["apply"](W, *given, n, B, self.first, self.last)

    def give(self):
        """Add what has been taken to the sums of all."""
        with self.whole.lock:
            for name, total in self.whole.sums.items():
                total += self.sums[name]


def zeros(like):
    array = room(like.shape, like.dtype)
    array[:] = 0
    return array


def contraction_of(back):
    """The `Contraction` of a run backward."""
    from rnnlib.compiled.library import kernels

    found = kernels(switch.machine(), back.cell.dtype)
    return Contraction(back, found)


def panels(kernels, S):
    """S (M, K) as products of whole registers read it."""
    (M, K), tile, item = S.shape, kernels["tile"], S.itemsize
    to = room((-(-M // tile) * tile * K,), S.dtype)
    if S.strides == (item, M * item):  # by columns
        kernels["pack_a"](S.ctypes.data, to.ctypes.data, K, M, M, 1, 0, 1)
    else:
        S = np.ascontiguousarray(S)
        kernels["pack_a"](S.ctypes.data, to.ctypes.data, 1, 0, M, K, 0, K)
    return to


def _at(array, t):
    """The address of step t."""
    return array.__array_interface__["data"][0] + t * array.strides[0]


def _step(array):
    """Floats from one step to the next."""
    return array.strides[0] // array.itemsize
