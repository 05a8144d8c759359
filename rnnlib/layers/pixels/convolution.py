"""Convolution of a map with a kernel that is blind to what comes later."""

import numpy as np

from rnnlib.edge import float_type, generator, size_of
from rnnlib.layers.pixels.edge import MapLayer, MapTape, check_back, check_map, check_stateless
from rnnlib.layers.pixels.mask import causal_mask, check_kernel


class MaskedConvolution(MapLayer):
    """y = (M ⊙ K) ⊛ x + b: van den Oord et al. 2016, section 3.4.

    For x (R, C, B, D), K (k, l, D, O), b (O,), the mask M (k, l) of `causal_mask` and the middle
    (k̄, l̄) of the kernel::

        y[r, c] = Σ_{i,j} M[i, j] x[r + i − k̄, c + j − l̄] K[i, j] + b

    Outside of the picture x is 0, so y (R, C, B, O) has as many pixels. What M hides of K starts at
    0 and has the gradient 0.
    """

    def __init__(self, D, O, kernel=(1, 1), mask="B", *, rng, dtype=np.float64):
        self.D, self.O, self.dtype = size_of("D", D), size_of("O", O), float_type(dtype)
        self.kernel, self.kind = check_kernel(kernel), mask
        self.mask = causal_mask(self.kernel, mask)
        self.taps = np.argwhere(self.mask)  # (n, 2): what is seen, the only work there is
        rng, n = generator(rng), max(1, len(self.taps))
        K = np.zeros((*self.kernel, self.D, self.O), self.dtype)
        limit = np.sqrt(6 / (n * self.D + self.O))  # Glorot & Bengio 2010, eq. 16
        K[self.mask] = rng.uniform(-limit, limit, (len(self.taps), self.D, self.O))
        self.params = {"K": K, "b": np.zeros(self.O, self.dtype)}
        self.shapes = {name: p.shape for name, p in self.params.items()}

    def describe(self):
        k, l = self.kernel
        return f"MaskedConvolution({k}×{l}, {self.kind})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y (R, C, B, O) and the tape."""
        x = check_map(self, x, mask)
        check_stateless(self, state)
        seen = self._seen(x)  # (R, C, B, n·D)
        K = self.params["K"][self.mask].reshape(-1, self.O)  # (n·D, O)
        y = seen @ K + self.params["b"]
        return y, MapTape(self, y.shape, seen=seen, K=K)

    def backward(self, tape, dy, dstate=None):
        """dx, None for the state, and the gradients of K and b."""
        dy = check_back(self, tape, dy)
        dK = np.zeros(self.shapes["K"], self.dtype)
        n, flat = len(self.taps), dy.reshape(-1, self.O)
        dK[self.mask] = (tape.seen.reshape(len(flat), -1).T @ flat).reshape(n, self.D, self.O)
        dx = self._seen_back(dy @ tape.K.T)
        return dx, None, {"K": dK, "b": flat.sum(0)}

    def _seen(self, x):
        """Side by side what every tap sees of x, (R, C, B, n·D)."""
        (R, C), (k, l) = x.shape[:2], self.kernel
        around = (k // 2, k // 2), (l // 2, l // 2), (0, 0), (0, 0)
        x = np.pad(x, around)
        parts = [x[i : i + R, j : j + C] for i, j in self.taps]
        return np.concatenate(parts, -1) if parts else np.zeros((R, C, x.shape[2], 0), x.dtype)

    def _seen_back(self, dseen):
        """The adjoint of `_seen`."""
        (R, C, B), (k, l) = dseen.shape[:3], self.kernel
        dx = np.zeros((R + k - 1, C + l - 1, B, self.D), self.dtype)
        for n, (i, j) in enumerate(self.taps):
            dx[i : i + R, j : j + C] += dseen[..., n * self.D : (n + 1) * self.D]
        return dx[k // 2 : k // 2 + R, l // 2 : l // 2 + C]
