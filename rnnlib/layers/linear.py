"""The linear layer: what reads a recurrent network's state out."""

import numpy as np

from rnnlib.compiled import product
from rnnlib.edge import array_of, expect, float_type, generator, size_of
from rnnlib.init import glorot_uniform
from rnnlib.layers.edge import check_dy, check_mask, check_params
from rnnlib.layers.stateless import Stateless, StatelessTape


class Linear(Stateless):
    """y = x V + b, for x (T, B, D) or (B, D) and V (D, O), b (O,)."""

    def __init__(self, D, O, *, rng, dtype=np.float64):
        self.D, self.O = size_of("D", D), size_of("O", O)
        self.dtype = float_type(dtype)
        self.params = {
            "V": glorot_uniform((self.D, self.O), rng=generator(rng), dtype=self.dtype),
            "b": np.zeros(self.O, self.dtype),
        }
        self.shapes = {"V": (self.D, self.O), "b": (self.O,)}

    @property
    def input_size(self):
        """Width of x."""
        return self.D

    @property
    def output_size(self):
        """Width of y."""
        return self.O

    def __repr__(self):
        return f"Linear(D={self.D}, O={self.O}, dtype={self.dtype.name})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y and the tape. There is no state and no dropout; a mask changes nothing."""
        check_params(self)
        x = array_of("x", x, "f")
        if not (x.ndim in (2, 3) and x.shape[-1] == self.D and x.size):
            what = f"floats (T, B, {self.D}) or (B, {self.D})"
            expect(False, "x", what, f"{x.dtype} {x.shape}")
        expect(state is None, "state", "None, for a linear layer has none", type(state).__name__)
        check_mask(mask, x, ())
        x = np.array(x, self.dtype, order="C")
        y = product(x.reshape(-1, self.D), self.params["V"])
        y += self.params["b"]
        tape = StatelessTape(self, x)
        tape.V = self.params["V"].copy()  # of this run, whatever becomes of the parameter
        return y.reshape(*x.shape[:-1], self.O), tape

    def backward(self, tape, dy, dstate=None):
        """dx, None for the state, and the gradients of V and b."""
        x = self._read(tape)
        dy = check_dy(dy, (*x.shape[:-1], self.O), self.dtype).reshape(-1, self.O)
        dx = product(dy, tape.V.T).reshape(x.shape)
        dV = product(x.reshape(-1, self.D).T, dy)
        return dx, None, {"V": dV, "b": dy.sum(0)}
