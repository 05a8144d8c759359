"""A recurrent layer whose every step first looks at the source."""

from itertools import repeat

import numpy as np

from rnnlib.adjoint import Adjoint
from rnnlib.layers.contract import contract
from rnnlib.layers.edge import check_dstate, check_dy, check_params, check_state, check_tape
from rnnlib.tape import Tape


class AttentiveTape:
    """The tape of the recurrent layer, ``rnn``, and that of its attention, ``attention``.

    ``tape["alpha"]``, ``tape["e"]`` and ``tape["w"]`` are of the attention, gates and states of the
    cell.
    """

    def __init__(self, owner, rnn, attention):
        self.owner, self.rnn, self.attention = owner, rnn, attention

    @property
    def final(self):
        """The cell's states after the last step."""
        return self.rnn.final

    def flow(self):
        """‖∂L/∂h_t‖ (T,); see `Tape.flow`."""
        return self.rnn.flow()

    def __getitem__(self, name):
        return (self.attention if name in self.attention.names else self.rnn)[name]

    def __len__(self):
        return len(self.rnn)

    def __repr__(self):
        return f"{type(self).__name__}({self.rnn!r}, {self.attention!r})"


class Attentive:
    """A cell along time that reads, with every symbol, the context its last state asks for::

        w_t = attention(h_{t−1})                     (B, D)
        h_t = cell([x_t; w_t], h_{t−1})
        y_t = [h_t; w_t]                             (B, H + D)

    (Bahdanau, Cho & Bengio 2015, appendix A.2.2.) x (T, B) are symbols, as one-hot rows of N; the
    cell takes N + D inputs. The steps depend on one another through w, so that this is a loop,
    forward and backward, even when all x are known. On the way back the gradient reaches h_{t−1} by
    the cell and by the question that was asked::

        dw_t = ∂L/∂y_t's part + ∂L/∂z_t W_wᵀ         W_w the rows of W that w_t meets
        dh_{t−1} += dq_t
    """

    def __init__(self, cell, attention):
        self.cell, self.attention = cell, attention

    def forward(self, x, memory, state=None):
        """y (T, B, H + D) and the tape, for symbols x (T, B) and a `Memory`."""
        cell, attention = self.cell, self.attention
        check_params(cell)
        T, B = x.shape
        N = cell.D - memory.v.shape[2]
        tape = Tape(cell, one_hot(x, cell.D, cell.dtype), check_state(state, cell, B), None)
        look = attention.open(memory, T)
        contexts = tape.v[:T, tape.operand["x"]][:, N:]  # (T, D, B)
        h = tape.after[cell.states[0]]
        with np.errstate(over="ignore"):  # exp(−z) = ∞ gives σ(z) = 0, as it should
            steps = zip(*tape.arguments(cell.step), strict=False)
            for t, arrays in zip(range(T), steps, strict=False):
                w = attention.attend(look, slice(t, t + 1), h[t].T[None])
                contexts[t] = w[0].T
                cell.step(*arrays)
        y = np.concatenate((tape[cell.states[0]], look.w), axis=2)
        return y, AttentiveTape(self, tape, look)

    def backward(self, tape, dy, dstate=None):
        """The adjoints of the first state, of the keys (S, B, ·), and two dicts of gradients: the
        cell's and the attention's."""
        check_tape(tape, AttentiveTape, lambda tape: tape.owner, self, self)
        cell, look, rnn = self.cell, tape.attention, tape.rnn
        H = cell.output_size
        dy = check_dy(dy, (rnn.T, rnn.B, H + look.w.shape[2]), cell.dtype)
        back = Adjoint(rnn, dy[:, :, :H], check_dstate(dstate, cell, rnn.B))
        W_w = cell.input_weights(rnn.packed)[-look.w.shape[2] :]
        dz = back.inside("dz_" + "".join(cell.inputs or cell.gates))
        dh = back.d[cell.states[0]]
        for start, end in back.chunks():
            cell.local(*(array for array, _ in back.arguments(cell.local, start, end)))
            steps = zip(
                *(
                    array[::-1] if stepwise else repeat(array)
                    for array, stepwise in back.arguments(cell.step_back, start, end)
                ),
                strict=False,
            )
            for t, arrays in zip(range(end - 1, start - 1, -1), steps, strict=False):
                cell.step_back(*arrays)
                dw = (W_w @ dz[t]).T + dy[t, :, H:]
                dq = self.attention.attend_back(look, slice(t, t + 1), dw[None])
                dh[t] += dq[0].T
        rnn.back = back
        _, grads = contract(back, inputs=False)
        dk, dv, own = self.attention.close(look)
        return back.initial, dk + dv, grads, own


def one_hot(x, D, dtype):
    """Symbols (T, B) as rows (T, B, D) that are 1 at the symbol and 0 elsewhere."""
    rows = np.zeros((*x.shape, D), dtype)
    rows.reshape(-1, D)[np.arange(x.size), x.ravel()] = 1
    return rows
