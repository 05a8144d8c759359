"""What the arguments of a neural Turing machine must be."""

import numpy as np

from rnnlib.edge import array_of, expect, whole
from rnnlib.layers.edge import kind_of


def check_shifts(shifts, N):
    """How many shifts there are: an odd number, no more than places."""
    shifts = whole("shifts", shifts, 1, "a positive odd integer")
    expect(shifts % 2, "shifts", "a positive odd integer", shifts)
    expect(shifts <= N, "N", f"at least as many places as there are shifts, {shifts}", N)
    return shifts


def check_machine_state(state, machine, B):
    """The state as a tuple of arrays of the machine's type; `start` if None.

    Any number of places will do, as long as M and w agree about it.
    """
    if state is None:
        return machine.start(B)
    names = (*machine.controller.states, "M", "w", "r")
    fits = isinstance(state, tuple | list) and len(state) == len(names)
    expect(fits, "state", f"a tuple of {', '.join(names)}", kind_of(state))
    arrays = [array_of("state", array) for array in state]
    heads, cell = machine.heads, machine.controller
    N = arrays[-3].shape[1] if arrays[-3].ndim == 3 else machine.N
    shapes = [(B, cell.size(name)) for name in cell.states]
    shapes += [(B, N, machine.M), (B, heads.K, N), (B, heads.reads, machine.M)]
    for name, array, shape in zip(names, arrays, shapes, strict=True):
        expect(array.shape == shape, "state", f"{name} of shape {shape}", array.shape)
    check_shifts(heads.S, N)
    expect(arrays[-2].min() >= 0, "state", "weightings w that are not negative", arrays[-2].min())
    return tuple(np.array(array, machine.dtype) for array in arrays)


def check_machine_dstate(dstate, tape):
    """The adjoints of the final states; None, whole or in parts, is zero."""
    final = tape.final
    if dstate is None:
        dstate = (None,) * len(final)
    fits = isinstance(dstate, tuple | list) and len(dstate) == len(final)
    expect(fits, "dstate", f"a tuple of {len(final)}, one for each state", kind_of(dstate))
    arrays = []
    for d, last in zip(dstate, final, strict=True):
        d = np.zeros_like(last) if d is None else array_of("dstate", d).astype(last.dtype)
        expect(d.shape == last.shape, "dstate", f"one of shape {last.shape}", d.shape)
        arrays.append(d)
    return arrays
