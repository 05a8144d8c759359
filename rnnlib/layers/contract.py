"""From the adjoints of all steps to those of parameters and inputs: a few large products."""

from functools import cached_property

import numpy as np

from rnnlib.blocks import group, stretches


def contract(back, inputs=True):
    """dx (T, B, D), or None if x were symbols, and the gradients by parameter name.

    Without ``inputs`` dx is None, for those who have asked for theirs step by step.
    """
    gradients = Gradients(back.tape, inputs)
    gradients.add(back)
    return gradients.dx, gradients.by_name()


class Gradients:
    """Gradients of parameters and inputs, added up from the last steps of a run to its first.

    Every parameter gets Σ_t Σ_b over its uses, which is one matrix product when the columns of
    many steps stand side by side. ``run`` is a tape, or what stands for one. Whether all steps are
    added at once or stretch by stretch, the sums are the same, bit for bit, as long as a stretch
    begins where a `group` does.
    """

    def __init__(self, run, inputs=True):
        self.cell, self.T, self.B, self.symbols = run.cell, run.T, run.B, run.symbols
        self.steps = group(self.T, self.B)
        self.inputs = inputs and not self.symbols
        self.W = self.cell.input_weights(run.packed) if self.inputs else None
        self.dW = np.zeros(self.cell.shapes["W"], self.cell.dtype) if self.symbols else None
        self.sums, self.dx = {}, None
        self.contraction = None  # what compiled runs sum on their way

    def add(self, back, first=0, summed=False):
        """The steps of a run backward, of which the first is step ``first`` of the whole; of which
        the contraction has the large products, if they are ``summed``."""
        fed = "dz_" + "".join(self.cell.inputs or self.cell.gates)  # ∂L/∂z of what W feeds
        done = self.contraction if summed else None
        slow = {n: use for n, use in self.cell.uses.items() if not (done and n in done.uses)}
        dx = self._dx(done and done.dx, first, first + back.T) if self.inputs else None
        for start, end in stretches(back.T, self.steps):
            flat = Columns(back, slice(start, end))
            for name, product in (products(slow, flat) | self.cell.products(flat)).items():
                if name in self.sums:
                    self.sums[name] += product
                else:
                    self.sums[name] = product
            if self.symbols:
                scatter(self.dW, back.tape.x[start:end].ravel(), flat[fed])
            if dx is not None:
                np.matmul(flat[fed].T, self.W.T, out=dx[start:end].reshape(-1, self.cell.D))

    def _dx(self, done, first, end):
        """Where dx of some steps is to be put; None if it is done."""
        if done is not None and len(done) == self.T:
            self.dx = done
            return None
        if self.dx is None:
            self.dx = np.empty((self.T, self.B, self.cell.D), self.cell.dtype)
        if done is not None:
            self.dx[first:end] = done
        return self.dx[first:end] if done is None else None

    def by_name(self):
        """The gradients of parameters, when all steps have been added."""
        sums = dict(self.sums)
        for name, more in self.contraction.sums.items() if self.contraction else ():
            sums[name] = sums[name] + more if name in sums else more
        grads = self.cell.unpack(sums, 0 if self.symbols else self.cell.D)
        return grads | ({"W": self.dW} if self.symbols else {})


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

    def along(self, dz, c):
        """Σ of dz ⊙ c over the columns, row by row, for a block of dz and a state or extra."""
        dz, c = (self.back.inside(name)[self.group] for name in (dz, c))
        return np.einsum("thb,thb->h", dz, c)


def flatten(array):
    """(steps, rows, B) → (rows, steps · B); no copy if B is 1."""
    return array.transpose(1, 0, 2).reshape(array.shape[1], -1)


def scatter(dW, symbols, dz):
    """Add the columns of dz (G, n) to the rows of dW (D, G) that the symbols (n,) name."""
    order = np.argsort(symbols, kind="stable")
    found, first = np.unique(symbols[order], return_index=True)
    sorted_ = dz.take(order, axis=1)  # as dz[:, order], but three times as fast
    dW[found] += np.add.reduceat(sorted_, first, axis=1).T
