"""The record of one run of a cell along time.

Inside, arrays lie feature first, (T, rows, B), and every step writes its row; the public faces are
views of the very same numbers as (T, B, rows), so that recording costs nothing.
"""

from itertools import repeat

import numpy as np

from rnnlib import compiled
from rnnlib.blocks import names
from rnnlib.edge import brief
from rnnlib.rooms import layout


class Tape:
    """Every gate, state and extra of every step of one run, by name.

    ``tape["f"]`` is (T, B, H); ``tape["h"]`` holds h_1 … h_T, ``tape.previous("h")`` h_0 … h_{T−1}.
    ``tape.state(t)`` is the tuple of states after t steps, each (B, H), ``tape.final`` the last.
    After `backward`, ``tape.back`` is the record of the adjoints (`rnnlib.adjoint.Adjoint`).
    All of these are read-only views: nothing that a caller holds changes afterwards.
    """

    def __init__(self, cell, x, state, mask, packed=None):
        """Lay out the run of ``cell`` on checked input; see `rnnlib.layers.Recurrent.forward`.

        ``packed`` are the working matrices, if they have been made, and the parameter W.
        """
        self.cell, self.back, self.packed = cell, None, None
        self.again = None  # what compiled runs keep for the next one, for those who fill it again
        self.T, self.B = T, B = x.shape[:2]
        self.symbols = x.ndim == 2
        self.layout = layout(cell, T, B, self.symbols)
        self.operand, self.gates = self.layout.operand, self.layout.gates
        self.kept = self.layout.forward.blocks()  # the memory that every name of `inside` lies in
        self.v, self.z = self._array("v"), self._array("z")
        self.v[:, self.operand["e"]] = 1
        self.after = {  # states, with the one before the first step: (T + 1, rows, B)
            name: self.v[:, self.operand[name]] if name in self.operand else self._array(name)
            for name in cell.states
        }
        self._scratch = {}
        self.fill(x, state, mask, *(packed or pack(cell, self.symbols)))

    def _array(self, name):
        return self.layout.forward.array(self.kept, name)

    def fill(self, x, state, mask, packed, W):
        """What a run reads, `packed` as in `pack`; the steps then write over what they wrote."""
        self.mask = mask
        if self.again and packed is not self.packed:
            self.again.clear()
        for name, first in zip(self.cell.states, state, strict=True):
            self.after[name][0] = first.T
        self.packed = self.given = packed
        if self.symbols:  # z enters as the looked-up rows of W, to which the step adds
            self.inside("".join(self.cell.inputs or self.cell.gates))[:] = W[x].transpose(0, 2, 1)
            self.given = self.packed | {n: Adding(self.packed[n]) for n in self.cell.through}
        else:
            into = self.v[: self.T, self.operand["x"]]
            compiled.turn(x, into)
            if self.mask is not None:  # whatever padding holds, 0 · NaN must not come of it
                np.copyto(into, 0, where=~self.mask[:, None, :])
            x = public(into)
        self.x = x  # what the run has read, whatever the caller does to his own array
        for kept in (self.x, self.mask):
            if kept is not None:
                kept.flags.writeable = False

    def inside(self, name):
        """The array (T, rows, B) of an argument of `Cell.step`; None for a name without one."""
        if name == "z":
            return self.z
        if name in self.after:
            return self.after[name][1:]
        if name.endswith("_") and name[:-1] in self.after:
            return self.after[name[:-1]][:-1]
        if name in self.gates:
            return self.z[:, self.gates[name]]
        if name in self.operand:
            return self.v[:-1, self.operand[name]]
        return self._array(name) if name in self.cell.extras else None

    def arguments(self, function):
        """For each argument of a cell's method its array along time, or a constant, repeated."""
        return [self._argument(name) for name in names(function)]

    def _argument(self, name):
        found = self.inside(name)
        if found is not None:
            return found
        return repeat(self.given[name] if name in self.given else self.scratch(name))

    def scratch(self, name):
        """Scratch (rows, B): "tmp" has H rows, "tmp_q" as many as the block q."""
        if name not in self._scratch:
            rows = self.cell.size(name.removeprefix("tmp_"))
            self._scratch[name] = np.empty((rows, self.B), self.cell.dtype)
        return self._scratch[name]

    def hold(self, t):
        """Rows of the batch that are masked at step t keep their states."""
        for states in self.after.values():
            np.copyto(states[t + 1], states[t], where=~self.mask[t])

    @property
    def names(self):
        """The names that ``tape[...]`` knows: gates, extras, states."""
        return (*self.cell.gates, *self.cell.extras, *self.cell.states)

    def __getitem__(self, name):
        """The gate, extra or state ``name`` at every step: a view (T, B, rows)."""
        if name not in self.names:
            raise ValueError(f"name: expected one of {', '.join(self.names)}, got {brief(name)}")
        return public(self.inside(name))

    def previous(self, name):
        """The state ``name`` one step earlier, at every step: a view (T, B, rows)."""
        if name not in self.cell.states:
            states = ", ".join(self.cell.states)
            raise ValueError(f"name: expected a state, one of {states}, got {brief(name)}")
        return public(self.after[name][:-1])

    def state(self, t):
        """The states after t steps, t from 0 to T (or negative, from the end): (B, rows) each."""
        fits = isinstance(t, int | np.integer) and not isinstance(t, bool)
        if not (fits and -self.T - 1 <= t <= self.T):
            raise ValueError(f"t: expected a step from 0 to T = {self.T}, got {brief(t)}")
        return tuple(public(self.after[name][t]) for name in self.cell.states)

    @property
    def final(self):
        """The states after the last step."""
        return self.state(self.T)

    def flow(self):
        """‖∂L/∂h_t‖ (T,), h the output state, the norm over the whole batch; after `backward`."""
        if self.back is None:
            raise ValueError("tape: expected one that `backward` has been run on, got one without")
        return np.sqrt((self.back[self.cell.states[0]] ** 2).sum(axis=(1, 2)))

    def __len__(self):
        return self.T

    def __repr__(self):
        return f"Tape({type(self.cell).__name__}, T={self.T}, B={self.B}, H={self.cell.H})"


def pack(cell, symbols):
    """The working matrices of a run forward, and the parameter W."""
    W = cell.params["W"]
    return cell.pack(W[:0] if symbols else W), W


class Adding:
    """A working matrix S whose product is added to what the output already holds."""

    def __init__(self, S):
        self.S = S

    def dot(self, v, out):
        np.add(out, self.S.dot(v), out)


def public(array):
    """The read-only face (…, B, rows) of an inside array (…, rows, B)."""
    view = array.swapaxes(-1, -2)
    view.flags.writeable = False
    return view
