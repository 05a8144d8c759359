"""An LSTM that moves over a map line by line, all places of a line at once."""

import numpy as np

from rnnlib.edge import array_of, expect, float_type, generator, size_of
from rnnlib.layers.edge import kind_of
from rnnlib.layers.pixels.convolution import MaskedConvolution
from rnnlib.layers.pixels.edge import MapLayer, MapTape, check_back, check_map
from rnnlib.layers.pixels.gates import lstm_step, lstm_step_back


class LineLSTM(MapLayer):
    """What `RowLSTM` and `DiagonalLSTM` share: equation 3 of van den Oord et al. 2016.

    The state before a line t of N places is h⁻, c⁻ (N, B, H), ⊛ a convolution along the line::

        [i, f, o, g] = [σ, σ, σ, tanh](K^ss ⊛ h⁻ + K^is ⊛ x)
                   c = f ⊙ c⁻ + i ⊙ g
                   h = o ⊙ tanh(c)

    ``inputs`` is the masked convolution K^is, with the bias b; K^ss[j] (H, 4H) reads place
    n + ``offsets[j]`` of h⁻. Outside of the line h⁻ is 0. The forget bias starts at 1.
    """

    offsets = ()

    def __init__(self, D, H, kernel, *, rng, dtype):
        self.D, self.O, self.dtype = size_of("D", D), size_of("H", H), float_type(dtype)
        shape, rng = {"rng": generator(rng), "dtype": self.dtype}, generator(rng)
        self.inputs = MaskedConvolution(self.D, 4 * self.O, kernel, "B", **shape)
        n = len(self.offsets)
        limit = np.sqrt(6 / (n * self.O + self.O))
        self.K = rng.uniform(-limit, limit, (n, self.O, 4 * self.O)).astype(self.dtype)
        self.inputs.params["b"][self.O : 2 * self.O] = 1
        self.shapes = {name: p.shape for name, p in self.params.items()}

    @property
    def params(self):
        """K^is and b of the masked convolution, as "is.K" and "is.b", and K^ss, as "ss.K"."""
        return {f"is.{k}": p for k, p in self.inputs.params.items()} | {"ss.K": self.K}

    def lines(self, z):
        """A map (R, C, …) as lines (T, N, …), in the order in which they are read."""
        raise NotImplementedError

    def lines_back(self, lines):
        """The map that `lines` were made of: the inverse, and the adjoint."""
        raise NotImplementedError

    def inside(self, R, C):
        """Which places of the lines are pixels, bool (T, N); None for all."""
        return None

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y = h (R, C, B, H), and the tape; its ``final`` are h and c after the last line.

        ``state`` is (h, c), each (N, B, H): that before the first line, zeros if None.
        """
        x = check_map(self, x, mask)
        (R, C, B), H = x.shape[:3], self.O
        z, below = self.inputs.forward(x)
        z, inside = self.lines(z), self.inside(R, C)
        T, N = z.shape[:2]
        h, c = (np.empty((T + 1, N, B, H), self.dtype) for _ in range(2))
        h[0], c[0] = self._state("state", state, (N, B, H))
        K, kept = self.K.reshape(-1, 4 * H).copy(), []
        for t in range(T):
            gates, c[t + 1], m, h[t + 1] = lstm_step(z[t] + self.around(h[t]) @ K, c[t])
            kept.append((gates, m))
            if inside is not None:  # what is no pixel holds its state
                for s in (h, c):
                    np.copyto(s[t + 1], s[t], where=~inside[t, :, None, None])
        y = self.lines_back(h[1:])
        tape = MapTape(self, y.shape, below=below, h=h, c=c, kept=kept, K=K, inside=inside)
        tape.final = h[-1].copy(), c[-1].copy()
        return y, tape

    def backward(self, tape, dy, dstate=None):
        """dx, the adjoints of the first state, and the gradients by name."""
        dy = self.lines(check_back(self, tape, dy))  # (T, N, B, H)
        H, h = self.O, tape.h
        dh, dc = self._state("dstate", dstate, h.shape[1:])
        dz = np.empty((*dy.shape[:-1], 4 * H), self.dtype)
        for t in reversed(range(len(dy))):
            dh = dh + dy[t]
            dz[t], dc_ = lstm_step_back(dh, dc, tape.kept[t][0], tape.c[t], tape.kept[t][1])
            if tape.inside is None:
                dh, dc = 0, dc_
            else:
                here = tape.inside[t, :, None, None]
                dz[t] *= here
                dh, dc = np.where(here, 0, dh), np.where(here, dc_, dc)
            dh = dh + self.around_back(dz[t] @ tape.K.T)
        seen = np.stack([self.around(line) for line in h[:-1]])
        dK = seen.reshape(-1, tape.K.shape[0]).T @ dz.reshape(-1, 4 * H)
        dx, _, grads = self.inputs.backward(tape.below, self.lines_back(dz))
        named = {f"is.{k}": g for k, g in grads.items()} | {"ss.K": dK.reshape(self.K.shape)}
        return dx, (dh, dc), named

    def around(self, h):
        """Side by side what every offset sees of a line: (N, B, H) → (N, B, n·H)."""
        return np.concatenate([moved(h, d) for d in self.offsets], -1)

    def around_back(self, dseen):
        """The adjoint of `around`."""
        parts = np.split(dseen, len(self.offsets), -1)
        return sum(moved(part, -d) for part, d in zip(parts, self.offsets, strict=True))

    def _state(self, name, state, shape):
        if state is None:
            return tuple(np.zeros(shape, self.dtype) for _ in "hc")
        fits = isinstance(state, tuple | list) and len(state) == 2
        expect(fits, name, f"a tuple of h and c, each {shape}", kind_of(state))
        state = [np.zeros(shape) if s is None else array_of(name, s) for s in state]
        for s in state:
            expect(s.shape == shape, name, f"h and c of shape {shape}", s.shape)
        return tuple(s.astype(self.dtype) for s in state)


def moved(line, d):
    """The line whose place n holds place n + d of this one, and 0 where there is none."""
    out = np.zeros_like(line)
    N = len(line)
    if abs(d) < N:
        out[max(0, -d) : N - max(0, d)] = line[max(0, d) : N - max(0, -d)]
    return out
