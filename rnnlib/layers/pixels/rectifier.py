"""What lets through only what is positive."""

import numpy as np

from rnnlib.edge import float_type
from rnnlib.layers.pixels.edge import MapLayer, MapTape, check_back, check_map, check_stateless


class Rectifier(MapLayer):
    """y = max(x, 0), for x (R, C, B, D)."""

    def __init__(self, D, *, dtype=np.float64):
        self.D = self.O = D
        self.dtype, self.params, self.shapes = float_type(dtype), {}, {}

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y and the tape."""
        x = check_map(self, x, mask)
        check_stateless(self, state)
        return np.maximum(x, 0), MapTape(self, x.shape, open=x > 0)

    def backward(self, tape, dy, dstate=None):
        """dx, None for the state, and no gradients."""
        return check_back(self, tape, dy) * tape.open, None, {}
