"""The neural Turing machine: a controller, heads and a memory, along time."""

from itertools import repeat

import numpy as np

from rnnlib.adjoint import Adjoint
from rnnlib.cells.base import Cell
from rnnlib.edge import brief, expect, generator, size_of
from rnnlib.init import glorot_uniform
from rnnlib.layers.contract import contract
from rnnlib.layers.edge import check_dy, check_params, check_tape, check_x
from rnnlib.layers.memory.addressing import address, address_back
from rnnlib.layers.memory.edge import check_machine_dstate, check_machine_state, check_shifts
from rnnlib.layers.memory.heads import Heads, Orders
from rnnlib.layers.memory.read import read, read_back
from rnnlib.layers.memory.tape import MemoryAdjoint, MemoryTape
from rnnlib.layers.memory.write import add, add_back, erase, erase_back
from rnnlib.tape import Tape

EMPTY = 0.01  # every number of a memory before anything is written


class NeuralTuringMachine:
    """A network that reads and writes a memory (Graves, Wayne & Danihelka 2014).

    In every step, for an input x_t (B, D)::

        h_t = controller([x_t; r_{t−1}])                   r what all read heads have read
        k, β, g, s, γ of every head, e, a of write heads   from h_t V + b, see `Heads`
        w_t = address(k, β, g, s, γ; M_{t−1}, w_{t−1})     eq. 5 to 9, every head
        M_t = M_{t−1} ⊙ (1 − w_t e_t) + w_t a_t            eq. 3 and 4, the write heads
        r_t = Σ_i w_t(i) M_t(i)                            eq. 2, the read heads
        y_t = [h_t; r_t]

    The controller is a cell of D + reads · M inputs: a `FeedForwardController`, an `LSTMCell` …
    The memory (B, N, M) begins with 0.01 everywhere, all heads on place 0, and nothing read.

    No parameter knows N: `with_memory` gives the same machine, with the same parameters, another
    number of places.

    The state is (the controller's states, M (B, N, M), w (B, K, N), r (B, reads, M)).
    """

    ahead = False  # no output depends on later steps

    def __init__(self, controller, N, M, *, rng, reads=1, writes=1, shifts=3):
        """N places of M numbers; shifts by −(shifts − 1)/2 … (shifts − 1)/2 places."""
        what = "a cell, such as LSTMCell(D, H, rng=rng)"
        expect(isinstance(controller, Cell), "controller", what, brief(controller))
        self.controller, self.N, self.M = controller, size_of("N", N), size_of("M", M)
        S = check_shifts(shifts, N)
        self.heads = Heads(size_of("reads", reads), size_of("writes", writes), self.M, S)
        self.D = controller.D - reads * M
        least = f"a cell of more than reads · M = {reads * M} inputs"
        expect(self.D > 0, "controller", least, f"D = {controller.D}")
        shape = controller.output_size, self.heads.P
        self.own = {
            "V": glorot_uniform(shape, rng=generator(rng), dtype=controller.dtype),
            "b": np.zeros(self.heads.P, controller.dtype),
        }
        self.shapes = {f"heads.{name}": p.shape for name, p in self.own.items()}

    @property
    def params(self):
        """All parameters, as "controller.NAME" and "heads.NAME"."""
        own = {f"heads.{name}": p for name, p in self.own.items()}
        return {f"controller.{name}": p for name, p in self.controller.params.items()} | own

    @property
    def dtype(self):
        """The float type of parameters and outputs."""
        return self.controller.dtype

    @property
    def input_size(self):
        """Width of x."""
        return self.D

    @property
    def output_size(self):
        """Width of y."""
        return self.controller.output_size + self.heads.reads * self.M

    def describe(self):
        """The kind of network that the parameters belong to; the size of its memory is free."""
        heads = self.heads
        parts = f"reads={heads.reads}, writes={heads.writes}, shifts={heads.S}"
        return f"{type(self).__name__}({self.controller.describe()}, M={self.M}, {parts})"

    def __repr__(self):
        return f"{type(self).__name__}({self.controller!r}, N={self.N}, M={self.M})"

    def with_memory(self, N):
        """The same machine, the very same parameters, with N places."""
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        check_shifts(self.heads.S, size_of("N", N))
        other.N = N
        return other

    def start(self, B):
        """The state in which a run of B sequences starts."""
        heads, cell, kind = self.heads, self.controller, self.dtype
        first = (np.zeros((B, cell.size(name)), kind) for name in cell.states)
        w = np.zeros((B, heads.K, self.N), kind)
        w[:, :, 0] = 1
        M = np.full((B, self.N, self.M), EMPTY, kind)
        return *first, M, w, np.zeros((B, heads.reads, self.M), kind)

    def forward(self, x, state=None, mask=None, *, rng=None):
        """Run from ``state``, `start` if None: y (T, B, H + reads · M) and the tape.

        There is no mask: the sequences of a batch are of one length. ``rng`` is for layers with
        dropout; this one has none.
        """
        cell, heads, D = self.controller, self.heads, self.D
        check_params(cell)
        check_params(self)
        expect(mask is None, "mask", "None: sequences of one length", type(mask).__name__)
        expect(np.ndim(x) == 3, "x", f"floats (T, B, {D})", f"shape {np.shape(x)}")
        x = check_x(x, None, D, self.dtype)
        T, B = x.shape[:2]
        state = check_machine_state(state, self, B)
        both = np.concatenate((x, np.zeros((T, B, cell.D - D), self.dtype)), axis=2)
        run = Tape(cell, both, state[:-3], None)
        tape = MemoryTape(self, run, state)
        said, reads = run.after[cell.states[0]][1:], run.v[:T, run.operand["x"]][:, D:]
        b, (M, w, r) = self.own["b"].copy(), state[-3:]
        with np.errstate(over="ignore", under="ignore"):  # σ(−∞) = 0, exp(−∞) = 0
            steps = zip(*run.arguments(cell.step), strict=False)
            for t, arrays in zip(range(T), steps, strict=False):
                reads[t] = r.reshape(B, -1).T
                cell.step(*arrays)
                orders = heads.orders(said[t].T @ tape.V + b)
                at = address(orders, M, w)
                w = at.w
                M = add(erase(M, w[:, heads.reads :], orders.e), w[:, heads.reads :], orders.a)
                r = read(M, w[:, : heads.reads])
                tape.orders.append(orders)
                tape.addresses.append(at)
                tape.M.append(M)
                tape.r.append(r)
        return np.concatenate((run[cell.states[0]], tape["r"].reshape(T, B, -1)), 2), tape

    def backward(self, tape, dy, dstate=None):
        """Adjoints of everything that `forward` read: dx (T, B, D), those of the initial state,
        and the gradients by name. ``tape.back`` keeps the adjoints of every step."""
        cell, heads, run = self.controller, self.heads, tape.controller
        check_tape(tape, MemoryTape, lambda tape: tape.owner, self, self)
        T, B, H, R = run.T, run.B, cell.output_size, heads.reads
        dy = check_dy(dy, (T, B, self.output_size), self.dtype)
        *dlast, dM, dw, dr = check_machine_dstate(dstate, tape)
        adjoint = Adjoint(run, dy[:, :, :H], dlast)
        tape.back = back = MemoryAdjoint(adjoint)
        W_r = cell.input_weights(run.packed)[self.D :]
        fed = adjoint.inside("dz_" + "".join(cell.inputs or cell.gates))
        dsaid, dz = adjoint.d[cell.states[0]][1:], np.empty((T, B, heads.P), self.dtype)
        dr_y = dy[:, :, H:].reshape(T, B, R, self.M)
        for start, end in adjoint.chunks():
            cell.local(*(array for array, _ in adjoint.arguments(cell.local, start, end)))
            steps = zip(
                *(
                    array[::-1] if stepwise else repeat(array)
                    for array, stepwise in adjoint.arguments(cell.step_back, start, end)
                ),
                strict=False,
            )
            for t, arrays in zip(range(end - 1, start - 1, -1), steps, strict=False):
                dr = dr + dr_y[t]
                dM, dw = self._step_back(tape, back, t, dM, dw, dr, dz[t])
                dsaid[t] += (dz[t] @ tape.V.T).T
                cell.step_back(*arrays)
                dr = (W_r @ fed[t]).T.reshape(B, R, self.M)
        run.back = adjoint
        dx, grads = contract(adjoint)
        said, dz = tape[cell.states[0]].reshape(T * B, H), dz.reshape(T * B, -1)
        grads = {f"controller.{name}": d for name, d in grads.items()}
        grads |= {"heads.V": said.T @ dz, "heads.b": dz.sum(0)}
        return dx[:, :, : self.D], (*adjoint.initial, dM, dw, dr), grads

    def _step_back(self, tape, back, t, dM, dw, dr, dz):
        """What step t did to the memory, backward: dM and dw of the step before; fills dz (B, P).

        dM and dw are the adjoints of M_t and w_t as step t + 1 has left them, dr that of r_t.
        """
        R, orders, at, M = self.heads.reads, tape.orders[t], tape.addresses[t], tape.M[t]
        writing = at.w[:, R:]
        dM_read, dw_read = read_back(dr, tape.M[t + 1], at.w[:, :R])
        dM = dM + dM_read
        dw_add, da = add_back(dM, writing, orders.a)
        dM_kept, dw_erase, de = erase_back(dM, M, writing, orders.e)
        dw = dw + np.concatenate((dw_read, dw_add + dw_erase), axis=1)
        d = address_back(dw, orders, M, at)
        told = Orders(d.k, d.beta, d.g, d.s, d.gamma, de, da)
        dz[...] = self.heads.back(told, orders)
        for kept, value in ((back.M, dM), (back.r, dr), (back.addresses, d), (back.orders, told)):
            kept.append(value)
        return dM_kept + d.M, d.w_before
