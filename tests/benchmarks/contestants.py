"""The same work, forward and backward, by `rnnlib`, by `torch.nn` and by the naive loop."""

import naive
import numpy as np

import rnnlib

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
    "ResetAfterGRUCell": (naive.ResetAfterGRU, "GRU", True),
    "GRUCell": (naive.GRU, "GRU", False),
    "SimpleGRUCell": (naive.SimpleGRU, "GRU", False),
    "VanillaCell": (naive.Vanilla, "RNN", True),
    "VanillaReLUCell": (naive.ReLU, "RNN", True),
    "JordanCell": (naive.Jordan, "RNN", False),
}


class Work:
    """Input, initial states and adjoints for one cell at one shape, float32 and seeded."""

    def __init__(self, cell, T, B, D, H):
        self.rng = np.random.default_rng([T, B, D, H])
        self.name = cell
        self.cell = getattr(rnnlib, cell)(D, H, rng=self.rng, dtype=np.float32)
        self.x, self.dy = self.draw(T, B, D), self.draw(T, B, H)
        self.state = tuple(self.draw(B, H) for _ in self.cell.states)
        self.dstate = tuple(self.draw(B, H) for _ in self.cell.states)

    def draw(self, *shape):
        return self.rng.standard_normal(shape, dtype=np.float32)

    def rnnlib(self):
        """A function that does the work once and returns y, dx and the gradient of U."""
        layer = rnnlib.Recurrent(self.cell)

        def work():
            y, tape = layer.forward(self.x, self.state)
            dx, _, grads = layer.backward(tape, self.dy, self.dstate)
            return y, dx, grads["U"]

        return work

    def naive(self):
        """The same by the naive loop."""
        run = CELLS[self.name][0](self.cell).run
        gates = self.cell.inputs or self.cell.gates

        def work():
            y, dx, _, grads = run(self.x, self.state, self.dy, self.dstate)
            return y, dx, np.concatenate([grads["U_" + gate] for gate in gates], axis=1)

        return work

    def torch(self):
        """The same by `torch.nn`, all weights' gradients included; weights are its own."""
        import torch

        _, kind, _ = CELLS[self.name]
        options = {"nonlinearity": "relu"} if self.name == "VanillaReLUCell" else {}
        layer = getattr(torch.nn, kind)(self.cell.D, self.cell.H, **options)
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

        return work

    def check(self):
        """The naive loop does the same work: equal outputs and gradients."""
        for ours, theirs in zip(self.rnnlib()(), self.naive()(), strict=True):
            scale = np.abs(theirs).max()
            assert np.abs(ours - theirs).max() < 1e-4 * scale, self.name
