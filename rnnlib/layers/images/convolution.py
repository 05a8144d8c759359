"""A convolution over pictures: one small window of weights, moved over all places."""

import math

import numpy as np

from rnnlib.edge import array_of, expect, float_type, generator, size_of
from rnnlib.layers.edge import check_dy, check_params, check_tape
from rnnlib.layers.stateless import StatelessTape


class Convolution:
    """Every window of k × k pixels times the same weights (Goodfellow et al. 2016, eq. 9.6, at
    every s-th place)::

        y_bijo = b_o + Σ_{m,n,c} x_b,(s i + m − p),(s j + n − p),c · V_mnco

    x (B, Y, X, C) to y (B, Y′, X′, O) with Y′ = ⌊(Y + 2p − k) / s⌋ + 1; stride s, and p = ⌊k/2⌋
    rows of zeros around the picture. V (k, k, C, O) and b (O,). As one product: the windows as
    rows, U (B Y′ X′, k k C), give y = U V + b. Backward::

        dV = Uᵀ dy      db = Σ dy      dU = dy Vᵀ

    and dx adds up dU over all windows that a pixel lies in. (As in all frameworks, the window is
    not flipped: strictly it is a cross-correlation.)
    """

    def __init__(self, C, O, *, k=3, stride=1, rng, dtype=np.float64):
        """C channels in, O out. Weights are normal of variance 2 / (k k C), made for ReLU (He et
        al. 2015, eq. 10)."""
        self.C, self.O, self.k = size_of("C", C), size_of("O", O), size_of("k", k)
        self.stride, self.dtype = size_of("stride", stride), float_type(dtype)
        self.shapes = {"V": (k, k, C, O), "b": (O,)}
        spread = math.sqrt(2 / (k * k * C))
        V = generator(rng).normal(0, spread, self.shapes["V"])
        self.params = {"V": V.astype(self.dtype), "b": np.zeros(O, self.dtype)}

    def __repr__(self):
        sizes = f"C={self.C}, O={self.O}, k={self.k}, stride={self.stride}"
        return f"Convolution({sizes}, dtype={self.dtype.name})"

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return f"Convolution(stride={self.stride})"

    def forward(self, x):
        """y (B, Y′, X′, O) and the tape."""
        check_params(self)
        x = array_of("x", x, "f")
        fits = x.ndim == 4 and x.shape[3] == self.C and x.size
        expect(fits, "x", f"floats (B, Y, X, {self.C})", f"{x.dtype} {x.shape}")
        p = self.k // 2
        padded = np.pad(x.astype(self.dtype, copy=False), ((0, 0), (p, p), (p, p), (0, 0)))
        room = min(padded.shape[1:3])
        expect(room >= self.k, "x", f"at least {self.k - 2 * p} pixels each way", x.shape)
        windows = np.lib.stride_tricks.sliding_window_view(padded, (self.k, self.k), (1, 2))
        windows = windows[:, :: self.stride, :: self.stride]  # (B, Y′, X′, C, k, k)
        B, Y, X = windows.shape[:3]
        tape = StatelessTape(self, x)
        tape.U = windows.transpose(0, 1, 2, 4, 5, 3).reshape(B * Y * X, -1)
        tape.V, tape.padded = self.params["V"].copy(), padded.shape
        y = tape.U @ tape.V.reshape(-1, self.O) + self.params["b"]
        tape.shape = B, Y, X, self.O
        return y.reshape(tape.shape), tape

    def backward(self, tape, dy):
        """dx (B, Y, X, C) and the gradients of V and b."""
        check_tape(tape, StatelessTape, lambda tape: tape.owner, self, self)
        dy = check_dy(dy, tape.shape, self.dtype).reshape(-1, self.O)
        grads = {"V": (tape.U.T @ dy).reshape(tape.V.shape), "b": dy.sum(0)}
        B, Y, X, _ = tape.shape
        dU = (dy @ tape.V.reshape(-1, self.O).T).reshape(B, Y, X, self.k, self.k, self.C)
        dpadded, s, p = np.zeros(tape.padded, self.dtype), self.stride, self.k // 2
        for m in range(self.k):
            for n in range(self.k):
                dpadded[:, m : m + s * Y : s, n : n + s * X : s] += dU[:, :, :, m, n]
        rows, columns = tape.x.shape[1:3]
        return dpadded[:, p : p + rows, p : p + columns], grads
