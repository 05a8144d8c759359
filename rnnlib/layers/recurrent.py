"""A cell run along time."""

from functools import partial
from itertools import repeat

import numpy as np

from rnnlib import compiled
from rnnlib.adjoint import Adjoint
from rnnlib.cells.base import Cell
from rnnlib.checkpoints import Checkpoints
from rnnlib.edge import brief, expect, size_of, truth
from rnnlib.layers.contract import Gradients
from rnnlib.layers.edge import (
    check_dstate,
    check_dy,
    check_mask,
    check_params,
    check_state,
    check_tape,
    check_x,
)
from rnnlib.tape import Tape


class Recurrent:
    """A cell run along time: x (T, B, D) to y (T, B, H), and backpropagation through time.

    y_t is the cell's first state after step t. Integers (T, B) as x stand for one-hot rows, which
    are never built: their rows of W are looked up.

    A ``mask`` (T, B) of bool marks the real steps. Where it is False the state is held, and y
    repeats it, so that padding changes nothing and the last state is that of the last real step.
    """

    ahead = False  # no output depends on later steps

    def __init__(self, cell):
        expect(
            isinstance(cell, Cell), "cell", "a cell, such as LSTMCell(D, H, rng=rng)", brief(cell)
        )
        self.cell = cell

    @property
    def params(self):
        """The cell's parameters by name: the arrays themselves, to be updated in place."""
        return self.cell.params

    @property
    def output_size(self):
        """Width of y."""
        return self.cell.output_size

    @property
    def dtype(self):
        """The float type of parameters and outputs."""
        return self.cell.dtype

    @property
    def input_size(self):
        """Width of x, or the number of symbols."""
        return self.cell.D

    def describe(self):
        """The kind of network that the parameters belong to."""
        return self.cell.describe()

    def __repr__(self):
        return f"Recurrent({self.cell!r})"

    def start(self, B):
        """The state in which a run of B sequences starts: zeros."""
        return check_state(None, self.cell, size_of("B", B))

    def forward(self, x, state=None, mask=None, *, rng=None, checkpoint=False):
        """Run from ``state``, zero if None: y (T, B, H) and the tape of the run.

        The state is a tuple of arrays (B, H), one for each of the cell's states: (h, c) for an
        LSTM. A row of the mask may be False throughout only if the state is given, as it is when
        a longer run is cut in pieces. ``rng`` is for layers with dropout; this one has none.

        With ``checkpoint`` the tape is a `Checkpoints`: only every √T-th state is kept, and
        `backward` runs each stretch once more, with the same results.
        """
        cell = self.cell
        check_params(cell)
        mask = check_mask(mask, x, state)
        x = check_x(x, mask, cell.D, cell.dtype)
        truth("checkpoint", checkpoint)
        state = check_state(state, cell, x.shape[1])
        if checkpoint:
            tape = Checkpoints(cell, x, mask)
            return tape.forward(state, self.run), tape
        tape = Tape(cell, x, state, mask)
        self.run(tape)
        return tape[cell.states[0]], tape

    def run(self, tape):
        """Carry out all steps of a tape that is laid out."""
        cell = self.cell
        if compiled.on() and compiled.run_forward(tape):
            return
        with np.errstate(over="ignore"):  # exp(−z) = ∞ gives σ(z) = 0, as it should
            steps = zip(*tape.arguments(cell.step), strict=False)
            if tape.mask is None:
                for arrays in steps:
                    cell.step(*arrays)
            else:
                for t, arrays in zip(range(tape.T), steps, strict=False):
                    cell.step(*arrays)
                    tape.hold(t)

    def backward(self, tape, dy, dstate=None):
        """Adjoints of everything that `forward` read, from dy (T, B, H) and ``dstate``.

        ``dstate`` holds the adjoints of the final states, None for zero. Returns dx (T, B, D), or
        None if x were symbols; the adjoints of the initial states; and the gradients by parameter
        name. ``tape.back`` keeps the adjoints of every step.
        """
        cell = self.cell
        check_tape(tape, Tape | Checkpoints, lambda tape: tape.cell, self, cell)
        dy = check_dy(dy, (tape.T, tape.B, cell.output_size), cell.dtype)
        dstate, gradients = check_dstate(dstate, cell, tape.B), Gradients(tape)
        if isinstance(tape, Checkpoints):
            first = tape.backward(dy, dstate, partial(self.run_back, gradients))
            return gradients.dx, first, gradients.by_name()
        back = Adjoint(tape, dy, dstate)
        self.run_back(gradients, back)
        tape.back = back
        return gradients.dx, back.initial, gradients.by_name()

    def run_back(self, gradients, back, first=0):
        """Carry out all steps backward, of which the first is step ``first`` of the whole."""
        summed = compiled.on() and compiled.run_backward(back, gradients)
        if not summed:
            self._steps_back(back)
        gradients.add(back, first, summed)

    def _steps_back(self, back):
        cell, tape = self.cell, back.tape
        for start, end in back.chunks():
            cell.local(*(array for array, _ in back.arguments(cell.local, start, end)))
            if tape.mask is not None:
                back.cut(start, end)
            steps = zip(
                *(
                    array[::-1] if stepwise else repeat(array)
                    for array, stepwise in back.arguments(cell.step_back, start, end)
                ),
                strict=False,
            )
            if tape.mask is None:
                for arrays in steps:
                    cell.step_back(*arrays)
            else:
                for t, arrays in zip(range(end - 1, start - 1, -1), steps, strict=False):
                    cell.step_back(*arrays)
                    back.hold(t)

    def summary(self, tape):
        """The output after the last real step of every sequence, (B, H)."""
        return tape.final[0]

    def summary_back(self, dsummary):
        """The ``dstate`` that carries the adjoint of `summary` into `backward`."""
        return (dsummary, *(None for _ in self.cell.states[1:]))
