"""Why a cell is not compiled."""

import numpy as np

from rnnlib.cells.base import Cell
from rnnlib.compiled import switch
from rnnlib.compiled.program import backward, forward
from rnnlib.compiled.runs import find
from rnnlib.edge import one_of


def reason(cell):
    """None if runs of the cell are compiled, else in one sentence why NumPy carries them out.

    ValueError: ``cell`` is not a cell.
    """
    from rnnlib.adjoint import Adjoint
    from rnnlib.tape import Tape

    one_of("cell", cell, Cell, "a cell")
    if not switch.there():
        return f"{cell.describe()} runs in NumPy, since llvmlite is not installed."
    if not switch.on():
        return f"{cell.describe()} runs in NumPy, since compiled loops are switched off."
    state = tuple(np.zeros((1, cell.size(name)), cell.dtype) for name in cell.states)
    tape = Tape(cell, np.zeros((1, 1, cell.D), cell.dtype), state, None)
    back = Adjoint(tape, np.zeros((1, 1, cell.output_size), cell.dtype), state)
    ways = (tape, forward, (cell.step,)), (back, backward, (cell.local, cell.step_back))
    for record, way, methods in ways:
        found = find(record, way, methods)
        if isinstance(found, str):
            return f"{cell.describe()} runs in NumPy: {found}."
    return None
