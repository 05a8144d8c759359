"""From the adjoints of all steps to those of parameters and inputs: a few large products."""

from functools import cached_property

import numpy as np

COLUMNS = 1024  # of one product: enough for BLAS to run at full speed, few enough for the cache


def contract(back, inputs=True):
    """dx (T, B, D), or None if x were symbols, and the gradients by parameter name.

    Without ``inputs`` dx is None, for those who have asked for theirs step by step.

    Every parameter gets Σ_t Σ_b over its uses, which is one matrix product when the columns of
    many steps stand side by side.
    """
    tape, cell = back.tape, back.cell
    fed = "dz_" + "".join(cell.inputs or cell.gates)  # ∂L/∂z of the gates that W feeds
    done = back.contraction  # what a compiled run has summed on its way
    if done and done.dx is not None:
        dx, inputs = done.dx, False
    else:
        inputs = inputs and not tape.symbols
        W = cell.input_weights(tape.packed) if inputs else None
        dx = np.empty((tape.T, tape.B, cell.D), cell.dtype) if inputs else None
    dW = np.zeros(cell.shapes["W"], cell.dtype) if tape.symbols else None
    sums = dict(done.sums) if done else {}
    slow = {name: use for name, use in cell.uses.items() if name not in sums}
    steps = -(-COLUMNS // tape.B)
    for start in range(0, tape.T, steps):
        group = slice(start, start + steps)
        flat = Columns(back, group)
        for name, product in (products(slow, flat) | cell.products(flat)).items():
            if name in sums:
                sums[name] += product
            else:
                sums[name] = product
        if tape.symbols:
            scatter(dW, tape.x[group].ravel(), flat[fed])
        if inputs:
            np.matmul(flat[fed].T, W.T, out=dx[group].reshape(-1, cell.D))
    grads = cell.unpack(sums, 0 if tape.symbols else cell.D)
    if tape.symbols:
        grads["W"] = dW
    return dx, grads


def products(uses, flat):
    """Σ over a group of steps of the products that `Cell.uses` names."""
    return {name: flat[a] @ flat[b].T for name, (a, b) in uses.items()}


class Columns:
    """Arrays of a group of steps by name, (rows, steps · B): all columns side by side."""

    def __init__(self, back, group):
        self.back, self.group = back, group

    @cached_property
    def z(self):
        return flatten(self.back.dz[self.group])

    @cached_property
    def v(self):
        return flatten(self.back.tape.v[:-1][self.group])

    def __getitem__(self, name):
        tape = self.back.tape
        if name == "dz":
            return self.z
        if name.startswith("dz_"):
            return self.z[tape.gates[name[3:]]]
        if len(name) > 1 and name in tape.operand:
            return self.v[tape.operand[name]]
        array = self.back.inside(name)[self.group]
        if tape.mask is not None and name[0] == "d":  # a held step is not a use
            array = array * tape.mask[self.group, None, :]
        return flatten(array)


def flatten(array):
    """(steps, rows, B) → (rows, steps · B); no copy if B is 1."""
    return array.transpose(1, 0, 2).reshape(array.shape[1], -1)


def scatter(dW, symbols, dz):
    """Add the columns of dz (G, n) to the rows of dW (D, G) that the symbols (n,) name."""
    order = np.argsort(symbols, kind="stable")
    found, first = np.unique(symbols[order], return_index=True)
    sorted_ = dz.take(order, axis=1)  # as dz[:, order], but three times as fast
    dW[found] += np.add.reduceat(sorted_, first, axis=1).T
