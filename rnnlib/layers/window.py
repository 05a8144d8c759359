"""The feedforward network on a fixed window: what there is without recurrence."""

import numpy as np

from rnnlib.edge import float_type, generator, size_of
from rnnlib.init import glorot_uniform
from rnnlib.layers.edge import check_dy, check_mask, check_params
from rnnlib.layers.stateless import Stateless, StatelessTape


class Window(Stateless):
    """One hidden layer over the last k inputs, the same at every step::

        y_t = tanh(x_t W_0 + x_{t−1} W_1 + … + x_{t−k+1} W_{k−1} + b)

    x (T, B, D) to y (T, B, H), W (k, D, H), b (H,). Before the first step the inputs are zero, and
    so are those of masked steps. Nothing is carried from step to step: y_t is the same for all
    sequences with the same last k inputs, and ∂y_t/∂x_{t−j} is 0 for j ≥ k. It is the time-delay
    network (Waibel et al. 1989) of one layer, a causal convolution. A sequence cut in pieces is
    cut for the window, too.
    """

    def __init__(self, D, H, k, *, rng, dtype=np.float64):
        """D inputs, H units, k steps of window; first values: W Glorot uniform, b zero."""
        self.D, self.H, self.k = size_of("D", D), size_of("H", H), size_of("k", k)
        self.dtype = float_type(dtype)
        W = glorot_uniform((self.k * self.D, self.H), rng=generator(rng), dtype=self.dtype)
        self.params = {
            "W": W.reshape(self.k, self.D, self.H),
            "b": np.zeros(self.H, self.dtype),
        }
        self.shapes = {name: p.shape for name, p in self.params.items()}

    @property
    def input_size(self):
        """Width of x."""
        return self.D

    @property
    def output_size(self):
        """Width of y."""
        return self.H

    def __repr__(self):
        return f"Window(D={self.D}, H={self.H}, k={self.k}, dtype={self.dtype.name})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y (T, B, H) and the tape. There is no state and no dropout."""
        check_params(self)
        x = self._floats(x, state)
        mask = check_mask(mask, x, ())
        x = np.array(x, self.dtype) if mask is None else np.where(mask[..., None], x, 0)
        a = np.zeros((*x.shape[:2], self.H), self.dtype) + self.params["b"]
        for j, W in enumerate(self.params["W"][: len(x)]):
            a[j:] += x[: len(x) - j] @ W
        tape = StatelessTape(self, x.astype(self.dtype, copy=False))
        tape.y, tape.mask = np.tanh(a), mask
        tape.W = self.params["W"].copy()  # of this run, whatever becomes of the parameter
        return tape.y.copy(), tape

    def backward(self, tape, dy, dstate=None):
        """dx, None for the state, and the gradients of W and b."""
        x = self._read(tape)
        da = check_dy(dy, tape.y.shape, self.dtype) * (1 - tape.y**2)
        dx, dW = np.zeros_like(x), np.zeros_like(tape.W)
        for j, W in enumerate(tape.W[: len(x)]):
            T = len(x) - j  # x_t is seen by a_{t+j}
            dx[:T] += da[j:] @ W.T
            dW[j] = x[:T].reshape(-1, self.D).T @ da[j:].reshape(-1, self.H)
        if tape.mask is not None:
            dx *= tape.mask[..., None]
        return dx, None, {"W": dW, "b": da.sum((0, 1))}
