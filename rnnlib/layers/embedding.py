"""Vectors for symbols."""

import numpy as np

from rnnlib.cells.base import float_type, size_of
from rnnlib.layers.contract import scatter
from rnnlib.layers.edge import check_symbols


class Embedding:
    """One learned vector for each of N symbols: x (T, B) of integers to y (T, B, D), y = E[x]."""

    def __init__(self, N, D, *, rng, dtype=np.float64):
        self.N, self.D = size_of("N", N), size_of("D", D)
        self.dtype = float_type(dtype)
        if not isinstance(rng, np.random.Generator):
            raise ValueError(f"rng: expected a numpy.random.Generator, got {type(rng).__name__}")
        self.params = {"E": rng.standard_normal((self.N, self.D)).astype(self.dtype)}

    @property
    def input_size(self):
        """The number of symbols."""
        return self.N

    @property
    def output_size(self):
        """Width of a vector."""
        return self.D

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return "Embedding"

    def __repr__(self):
        return f"Embedding(N={self.N}, D={self.D}, dtype={self.dtype.name})"

    def forward(self, x, state=None, mask=None):
        """y, and x, which is all the tape that `backward` needs; there is no state."""
        x = check_symbols(x, mask, self.N)
        return self.params["E"][x], x

    def backward(self, tape, dy, dstate=None):
        """None for the symbols, None for the state, and the gradient of E."""
        dy = np.asarray(dy)
        if dy.shape != (*tape.shape, self.D):
            raise ValueError(f"dy: expected shape {(*tape.shape, self.D)}, got {dy.shape}")
        dE = np.zeros_like(self.params["E"])
        scatter(dE, tape.ravel(), dy.reshape(-1, self.D).T)
        return None, None, {"E": dE}
