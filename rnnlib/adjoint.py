"""The record of one run backward: ∂L/∂ of every state and pre-activation."""

from functools import cached_property
from weakref import ref

import numpy as np

from rnnlib import compiled
from rnnlib.blocks import names
from rnnlib.edge import brief
from rnnlib.tape import public

CHUNK_BYTES = 2**19  # the local factors of one chunk: what stays in a core's own cache


class Adjoint:
    """∂L/∂h_t, ∂L/∂c_t … and ∂L/∂z_t, gate by gate, for every step of a run backward.

    ``back["h"]`` (T, B, H) is the whole ∂L/∂h_t: what came from the outputs plus what came back
    from step t + 1. ``back["z_f"]`` is the gradient with respect to the pre-activation of gate f.
    ``back.initial`` is the tuple of ∂L/∂h_0, … All are read-only views.
    """

    def __init__(self, tape, dy, dstate):
        """Room for the run; dy (T, B, rows) and the adjoints of the final states go in at once."""
        cell = tape.cell
        self._tape = ref(tape)  # which keeps this record: both go as soon as the caller's tape goes
        self.cell, self.gates, self.T, self.B = cell, tape.gates, tape.T, tape.B
        self.layout = tape.layout.backward
        self.blocks = self.layout.blocks()
        self.dz = self._array("dz")
        self.d = {name: self._array(f"d{name}") for name in cell.states}
        self.given, self.again = cell.pack_back(tape.packed), None if tape.again is None else {}
        self.fill(dy, dstate)

    def fill(self, dy, dstate):
        """What a run reads; the steps then write over what they wrote."""
        first, *others = self.d.values()
        first[0] = 0
        compiled.turn(dy, first[1:])
        for d in others:
            d[:] = 0
        for d, last in zip(self.d.values(), dstate, strict=True):
            if last is not None:
                d[-1] += last.T

    def _array(self, name):
        return self.layout.array(self.blocks, name)

    @cached_property
    def steps(self):
        """How many steps have their local factors computed at once."""
        size = self.gates.rows * self.B * self.cell.dtype.itemsize
        return min(self.T, max(1, CHUNK_BYTES // size))

    @cached_property
    def K(self):
        """Room for a local factor of every gate."""
        return np.empty((self.steps, self.gates.rows, self.B), self.cell.dtype)

    @cached_property
    def factors(self):
        """Room for those of another kind."""
        shape = self.steps, self.cell.H, self.B
        return {name: np.empty(shape, self.cell.dtype) for name in self.cell.factors}

    @property
    def mask(self):
        return self.tape.mask

    @property
    def symbols(self):
        return self.tape.symbols

    @property
    def tape(self):
        """The record of the run forward, as long as somebody holds it."""
        return self._tape()

    @property
    def kept(self):
        """The memory that every name of `inside` lies in."""
        return [*self.blocks, *self.tape.kept]

    def chunks(self):
        """(start, end) of stretches of steps, from the last to the first."""
        for end in range(self.T, 0, -self.steps):
            yield max(0, end - self.steps), end

    def arguments(self, function, start, end):
        """What the arguments of a cell's method are on steps start … end: arrays with an axis of
        steps, paired with True; or constants, paired with False."""
        return [self._argument(name, start, end) for name in names(function)]

    def _argument(self, name, start, end):
        if name in self.factors:
            return self.factors[name][: end - start], True
        head, _, run = name.partition("_")
        if head == "K":
            K = self.K[: end - start]
            return (K[:, self.gates[run]] if run else K), True
        found = self.inside(name)
        if found is not None:
            return found[start:end], True
        return (self.given[name] if name in self.given else self.tape.scratch(name)), False

    def inside(self, name):
        """The array (T, rows, B) of an adjoint, "dz", "dz_f", "dh" or "dh_", or of the tape."""
        if name == "dz":
            return self.dz
        if name.startswith("dz_"):
            return self.dz[:, self.gates[name[3:]]]
        head, state, before = name[:1], name[1:].removesuffix("_"), name.endswith("_")
        if head == "d" and state in self.d:
            return self.d[state][:-1] if before else self.d[state][1:]
        return self.tape.inside(name)

    def cut(self, start, end):
        """No local factor in a step that was held: nothing enters its gates."""
        live = self.tape.mask[start:end, None, :]
        for factor in (self.K, *self.factors.values()):
            factor[: end - start] *= live

    def hold(self, t):
        """The adjoint of a state that step t held goes to the step before as it is."""
        held = ~self.tape.mask[t]
        for d in self.d.values():
            d[t] += d[t + 1] * held

    @property
    def names(self):
        """The names that ``back[...]`` knows."""
        return (*self.cell.states, *(f"z_{gate}" for gate in self.cell.gates))

    def __getitem__(self, name):
        """∂L/∂ of a state, or of the pre-activation of a gate, at every step: (T, B, rows)."""
        if name not in self.names:
            raise ValueError(f"name: expected one of {', '.join(self.names)}, got {brief(name)}")
        return public(self.inside("d" + name))

    @property
    def initial(self):
        """∂L/∂ of the initial states, (B, rows) each."""
        return tuple(public(d[0]) for d in self.d.values())

    def __repr__(self):
        return f"Adjoint({type(self.cell).__name__}, T={self.T}, B={self.B})"
