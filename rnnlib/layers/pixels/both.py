"""The diagonal BiLSTM: from both upper corners."""

import numpy as np

from rnnlib.edge import generator
from rnnlib.layers.edge import check_parts
from rnnlib.layers.pixels.diagonal import DiagonalLSTM
from rnnlib.layers.pixels.edge import MapLayer, MapTape, check_back, check_map


class DiagonalBiLSTM(MapLayer):
    """Diagonal BiLSTM (van den Oord et al. 2016, section 3.2): x (R, C, B, D) to (R, C, B, H).

    A `DiagonalLSTM` comes from the left upper corner, another one from the right one::

        y[r, c] = ←h[r, c] + h→[r − 1, c]

    The state h→[r, c] of the one from the right has seen pixels right of (r, c), which are yet to
    come; those that the row above has seen are not. That is why its map is moved down by a row.
    So pixel (r, c) sees all pixels before it, without a gap. The states are a pair, of the one from
    the ``left`` and of the one from the ``right``, each (h, c).
    """

    def __init__(self, D, H, *, rng, dtype=np.float64):
        generator(rng)
        self.left = DiagonalLSTM(D, H, rng=rng, dtype=dtype)
        self.right = DiagonalLSTM(D, H, rng=rng, dtype=dtype)
        self.D, self.O, self.dtype = self.left.D, self.left.O, self.left.dtype
        self.shapes = {name: p.shape for name, p in self.params.items()}

    @property
    def params(self):
        """All parameters, as "left.NAME" and "right.NAME"."""
        return self._named(self.left.params, self.right.params)

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y (R, C, B, H) and the tape."""
        x = check_map(self, x, mask)
        ours, theirs = check_parts("state", state, 2, "direction")
        y, left = self.left.forward(x, ours)
        from_right, right = self.right.forward(x[:, ::-1], theirs)
        y = y.copy()
        y[1:] += from_right[:-1, ::-1]  # a row further down
        tape = MapTape(self, y.shape, left=left, right=right)
        tape.final = left.final, right.final
        return y, tape

    def backward(self, tape, dy, dstate=None):
        """dx, the adjoints of the first states, and the gradients by name."""
        dy = check_back(self, tape, dy)
        ours, theirs = check_parts("dstate", dstate, 2, "direction")
        dx, first, left = self.left.backward(tape.left, dy, ours)
        from_right = np.zeros_like(dy)
        from_right[:-1, ::-1] = dy[1:]
        more, other, right = self.right.backward(tape.right, from_right, theirs)
        return dx + more[:, ::-1], (first, other), self._named(left, right)

    @staticmethod
    def _named(left, right):
        named = {f"left.{k}": v for k, v in left.items()}
        return named | {f"right.{k}": v for k, v in right.items()}
