"""The linear layer: what reads a recurrent network's state out."""

import numpy as np

from rnnlib.cells.base import float_type, size_of
from rnnlib.init import glorot_uniform


class Linear:
    """y = x V + b, for x (T, B, D) or (B, D) and V (D, O), b (O,)."""

    def __init__(self, D, O, *, rng, dtype=np.float64):
        self.D, self.O = size_of("D", D), size_of("O", O)
        self.dtype = float_type(dtype)
        self.params = {
            "V": glorot_uniform((self.D, self.O), rng=rng, dtype=self.dtype),
            "b": np.zeros(self.O, self.dtype),
        }

    @property
    def input_size(self):
        """Width of x."""
        return self.D

    @property
    def output_size(self):
        """Width of y."""
        return self.O

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return "Linear"

    def __repr__(self):
        return f"Linear(D={self.D}, O={self.O}, dtype={self.dtype.name})"

    def forward(self, x, state=None, mask=None):
        """y, and x, which is all the tape that `backward` needs; there is no state."""
        x = np.asarray(x)
        if x.ndim not in (2, 3) or x.shape[-1] != self.D or not np.issubdtype(x.dtype, np.floating):
            raise ValueError(
                f"x: expected floats (T, B, {self.D}) or (B, {self.D}), got {x.dtype} {x.shape}"
            )
        x = x.astype(self.dtype, copy=False)
        y = x.reshape(-1, self.D) @ self.params["V"] + self.params["b"]
        return y.reshape(*x.shape[:-1], self.O), x

    def backward(self, tape, dy, dstate=None):
        """dx, None for the state, and the gradients of V and b."""
        x, dy = tape, np.asarray(dy)
        if dy.shape != (*x.shape[:-1], self.O):
            raise ValueError(f"dy: expected shape {(*x.shape[:-1], self.O)}, got {dy.shape}")
        flat = dy.reshape(-1, self.O).astype(self.dtype, copy=False)
        dx = (flat @ self.params["V"].T).reshape(x.shape)
        return dx, None, {"V": x.reshape(-1, self.D).T @ flat, "b": flat.sum(0)}
