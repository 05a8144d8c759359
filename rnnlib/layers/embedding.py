"""Vectors for symbols."""

from itertools import pairwise

import numpy as np

from rnnlib.edge import expect, float_type, generator, size_of
from rnnlib.layers.edge import check_dy, check_mask, check_params, check_symbols
from rnnlib.layers.stateless import Stateless, StatelessTape


class Embedding(Stateless):
    """One learned vector for each of N symbols: x (T, B) of integers to y (T, B, D), y = E[x]."""

    def __init__(self, N, D, *, rng, dtype=np.float64):
        self.N, self.D = size_of("N", N), size_of("D", D)
        self.dtype = float_type(dtype)
        E = generator(rng).standard_normal((self.N, self.D))
        self.params = {"E": E.astype(self.dtype)}
        self.shapes = {"E": E.shape}

    @property
    def input_size(self):
        """The number of symbols."""
        return self.N

    @property
    def output_size(self):
        """Width of a vector."""
        return self.D

    def __repr__(self):
        return f"Embedding(N={self.N}, D={self.D}, dtype={self.dtype.name})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y and the tape. There is no state and no dropout; masked steps may hold any integer."""
        check_params(self)
        expect(state is None, "state", "None, for an embedding has none", type(state).__name__)
        x = check_symbols(x, check_mask(mask, x, ()), self.N)
        return self.params["E"][x], StatelessTape(self, x)

    def backward(self, tape, dy, dstate=None):
        """None for the symbols, None for the state, and the gradient of E."""
        x = self._read(tape)
        dy = check_dy(dy, (*x.shape, self.D), self.dtype)
        return None, None, {"E": by_symbol(x.ravel(), dy.reshape(-1, self.D), self.N)}


def by_symbol(x, dy, N):
    """dE (N, D), whose row k is the sum of the rows of dy (n, D) where x (n,) is k."""
    dE = np.zeros((N, dy.shape[1]), dy.dtype)
    dy = dy.take(np.argsort(x, kind="stable"), axis=0)  # rows of one symbol side by side
    ends = np.cumsum(np.bincount(x, minlength=N)).tolist()
    for k, (start, end) in enumerate(pairwise((0, *ends))):
        if start < end:
            np.add.reduce(dy[start:end], axis=0, out=dE[k])
    return dE
