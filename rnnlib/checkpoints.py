"""The record of a run of which only some states are kept (Chen et al. 2016, section 4.1).

Of T steps every n-th state is kept, n about √T, and the steps between two of them are computed once
more when they are wanted: about one run forward more, for memory that grows with √T, not with T.
"""

from math import isqrt

import numpy as np

from rnnlib.adjoint import Adjoint
from rnnlib.blocks import group
from rnnlib.edge import brief, expect, whole
from rnnlib.tape import Tape, pack, public
from rnnlib.workspace import room


class Checkpoints:
    """Some states of one run, and what it takes to compute the rest again.

    ``held`` are the steps whose states are kept, ``state(t)`` gives one of them, ``final`` the
    last. ``segment(t)`` is the `rnnlib.Tape` of the steps around t, from one kept state to the
    next, computed anew; ``x`` is what was read.
    """

    def __init__(self, cell, x, mask):
        """Lay out the run of ``cell`` on checked input; see `rnnlib.layers.Recurrent.forward`."""
        self.cell, self.mask, self.symbols = cell, mask, x.ndim == 2
        self.T, self.B = x.shape[:2]
        self.x = x.copy()
        for kept in (self.x, self.mask):
            if kept is not None:
                kept.flags.writeable = False
        packed, W = pack(cell, self.symbols)
        self.packed, self.W = packed, W.copy() if self.symbols else W
        each = group(self.T, self.B)  # sums of gradients are formed in groups of so many steps
        self.n = each * max(1, round(isqrt(self.T) / each))
        self.held = (*range(0, self.T, self.n), self.T)
        self._states = {}

    def forward(self, state, run):
        """y (T, B, H) from this state; ``run`` carries out the steps of a tape."""
        self._run, name = run, self.cell.states[0]
        y = room((self.T, self.cell.output_size, self.B), self.cell.dtype)
        self._states[0], tape = _frozen(state), None
        for start, end in self.segments():
            tape = self._tape(start, end, tape)
            y[start:end] = tape.after[name][1:]
            self._states[end] = _frozen(tape.final)
        return public(y)

    def backward(self, dy, dstate, run_back):
        """The adjoints of the initial states; ``run_back`` carries out a stretch backward."""
        tape = back = None
        for start, end in reversed(self.segments()):
            tape, before = self._tape(start, end, tape), tape
            if tape is before:
                back.fill(dy[start:end], dstate)
            else:
                back = Adjoint(tape, dy[start:end], dstate)
            first = back.d[self.cell.states[0]]
            if end < self.T:
                first[-1] = dstate[0].T  # in which dy of that step has been from the first
            if start:
                first[0] = dy[start - 1].T
            run_back(back, start)
            dstate = tuple(d.copy() for d in back.initial)
        return dstate

    def segments(self):
        """(start, end) of the stretches between two states that are kept."""
        return list(zip(self.held, self.held[1:], strict=False))

    def segment(self, t):
        """The step before which a stretch starts, and its tape: the stretch that step t is in, t
        from 0 to T − 1."""
        t = whole("t", t, 0, f"a step from 0 to {self.T - 1}")
        expect(t < self.T, "t", f"a step from 0 to {self.T - 1}", t)
        start = t // self.n * self.n
        tape = self._tape(start, min(self.T, start + self.n))
        tape.again = None  # it can be copied as any other
        return start, tape

    def state(self, t):
        """The states after t steps, t one of `held`: (B, rows) each."""
        if t not in self._states:
            held = brief(list(self.held))
            raise ValueError(f"t: expected a step whose state is kept, of {held}, got {brief(t)}")
        return self._states[t]

    @property
    def final(self):
        """The states after the last step."""
        return self._states[self.T]

    def __getitem__(self, name):
        what = "segment(t), whose tape has all names: this run kept some states alone"
        raise ValueError(f"tape: expected {what}, got [{brief(name)}]")

    def __len__(self):
        return self.T

    def __repr__(self):
        return f"Checkpoints({type(self.cell).__name__}, T={self.T}, B={self.B}, n={self.n})"

    def _tape(self, start, end, used=None):
        """The run of a stretch, in the memory of a tape that is no longer wanted, if it fits."""
        mask = None if self.mask is None else self.mask[start:end]
        x, state, packed = self.x[start:end], self._states[start], (self.packed, self.W)
        if used is None or used.T != end - start:
            tape = Tape(self.cell, x, state, mask, packed)
            tape.again = {}
        else:
            tape = used
            tape.fill(x, state, mask, *packed)
        self._run(tape)
        return tape


def _frozen(state):
    """A copy that nobody can change."""
    state = tuple(np.array(s) for s in state)
    for s in state:
        s.flags.writeable = False
    return state
