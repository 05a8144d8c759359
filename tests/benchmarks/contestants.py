"""The same work, forward and backward, by `rnnlib`, by `torch.nn` and by the naive loop.

And the *floor*: nothing but the products that a run cannot do without, each as one product of all
steps, which no run can have, since a step waits for the one before.
"""

import sys
import timeit
from pathlib import Path

import naive
import numpy as np

import rnnlib
from rnnlib.compiled import switched

sys.path.append(str(Path(__file__).parents[1]))
from torch_twin import to_torch

# name: (T, B, D, H)
SHAPES = {
    "A": (25, 1, 65, 100),
    "B": (50, 32, 64, 128),
    "C": (100, 64, 128, 256),
    "D": (1000, 16, 2, 64),
    "E": (784, 32, 1, 128),
    "F": (64, 128, 256, 512),
}

# our cell: (naive loop, torch.nn's layer, whether that layer computes the same)
CELLS = {
    "LSTMCell": (naive.LSTM, "LSTM", True),
    "PeepholeLSTMCell": (naive.Peephole, "LSTM", False),
    "CoupledLSTMCell": (naive.CoupledLSTM, "LSTM", False),
    "ResetAfterGRUCell": (naive.ResetAfterGRU, "GRU", True),
    "GRUCell": (naive.GRU, "GRU", False),
    "SimpleGRUCell": (naive.SimpleGRU, "GRU", False),
    "VanillaCell": (naive.Vanilla, "RNN", True),
    "VanillaReLUCell": (naive.ReLU, "RNN", True),
    "JordanCell": (naive.Jordan, "RNN", False),
}


class Work:
    """Input, initial states and adjoints for one cell at one shape, seeded."""

    def __init__(self, cell, T, B, D, H, dtype=np.float32):
        self.rng = np.random.default_rng([T, B, D, H])
        self.name, self.dtype, self.shape = cell, np.dtype(dtype), (T, B, D, H)
        self.cell = getattr(rnnlib, cell)(D, H, rng=self.rng, dtype=dtype)
        self.x, self.dy = self.draw(T, B, D), self.draw(T, B, H)
        self.state = tuple(self.draw(B, H) for _ in self.cell.states)
        self.dstate = tuple(self.draw(B, H) for _ in self.cell.states)

    def draw(self, *shape):
        return self.rng.standard_normal(shape, dtype=self.dtype)

    def rnnlib(self, compiled=True, checkpoint=False):
        """A function that does the work once and returns y, dx and the gradient of U."""
        layer = rnnlib.Recurrent(self.cell)

        def work():
            with switched(compiled):
                y, tape = layer.forward(self.x, self.state, checkpoint=checkpoint)
                dx, _, grads = layer.backward(tape, self.dy, self.dstate)
            return y, dx, grads["U"]

        return work

    def numpy(self):
        """The same without machine code of our own."""
        return self.rnnlib(compiled=False)

    def checkpoints(self):
        """The same with a tape of √T states."""
        return self.rnnlib(checkpoint=True)

    def floor(self):
        """Only S v for all steps, Sᵀ dz, and dz vᵀ, by NumPy or PyTorch, whoever is faster here."""
        import torch

        T, B, _, _ = self.shape
        tape = rnnlib.Recurrent(self.cell).forward(self.x)[1]
        K, M = tape.operand.rows, tape.gates.rows
        arrays = [self.draw(*shape) for shape in ((M, K), (K, T * B), (M, T * B))]

        def products(S, v, dz):
            return lambda: (S @ v, S.T @ dz, dz @ v.T)

        both = [products(*arrays), products(*map(torch.tensor, arrays))]
        return min(both, key=lambda work: min(timeit.repeat(work, number=1, repeat=3)))

    def naive(self):
        """The same by the naive loop."""
        run = CELLS[self.name][0](self.cell).run
        gates = self.cell.inputs or self.cell.gates

        def work():
            y, dx, _, grads = run(self.x, self.state, self.dy, self.dstate)
            return y, dx, np.concatenate([grads["U_" + gate] for gate in gates], axis=1)

        return work

    def torch(self):
        """The same by `torch.nn`, with our weights where it computes the same."""
        import torch

        _, kind, same = CELLS[self.name]
        options = {"nonlinearity": "relu"} if self.name == "VanillaReLUCell" else {}
        options["dtype"] = getattr(torch, self.dtype.name)
        layer = getattr(torch.nn, kind)(self.cell.D, self.cell.H, **options)
        if same:
            with torch.no_grad():
                for name, array in to_torch(type(self.cell), self.cell.params).items():
                    getattr(layer, f"{name}_l0").copy_(torch.tensor(array.copy()))
        x = torch.tensor(self.x, requires_grad=True)
        n = 2 if kind == "LSTM" else 1
        state = [torch.tensor(s[None], requires_grad=True) for s in self.state[:n]]
        adjoints = [torch.tensor(d) for d in (self.dy, *(d[None] for d in self.dstate[:n]))]
        leaves = [x, *state, *layer.parameters()]

        def work():
            for leaf in leaves:
                leaf.grad = None
            y, last = layer(x, tuple(state) if n == 2 else state[0])
            torch.autograd.backward([y, *(last if n == 2 else (last,))], adjoints)
            return y, x.grad

        return work

    def check(self, torch=False):
        """The contestants do the same work: equal outputs and gradients.

        By their norms, since in float32 a unit of a rectifier may be just above 0 for one of them
        and not for the other.
        """
        y, dx, dU = ours = self.rnnlib()()
        pairs = list(zip(ours, self.naive()(), strict=True))
        if torch and CELLS[self.name][2]:
            theirs = [a.detach().numpy() for a in self.torch()()]
            pairs += zip((y, dx), theirs, strict=True)
        for a, b in pairs:
            assert np.linalg.norm(a - b) < 1e-2 * np.linalg.norm(b), self.name
