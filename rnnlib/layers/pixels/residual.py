"""A road around a layer."""

import numpy as np

from rnnlib.layers.edge import check_layers
from rnnlib.layers.pixels.convolution import MaskedConvolution
from rnnlib.layers.pixels.edge import MapLayer, MapTape, check_back, check_map


class Residual(MapLayer):
    """y = x + layer(x) K + b: van den Oord et al. 2016, section 3.3.

    K (1, 1, H, D) brings the H features of the layer up to the D of x: a convolution of one pixel
    with mask B. The state is that of the layer.
    """

    def __init__(self, layer, *, rng):
        check_layers("layer", (layer,))
        self.layer, self.dtype = layer, layer.dtype
        self.D = self.O = layer.input_size
        self.up = MaskedConvolution(layer.output_size, self.D, rng=rng, dtype=np.dtype(self.dtype))
        self.shapes = {name: p.shape for name, p in self.params.items()}

    @property
    def params(self):
        """Those of the layer, as "layer.NAME", and "up.K", "up.b"."""
        return self._named(self.layer.params, self.up.params)

    def describe(self):
        return f"Residual({self.layer.describe()})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y (R, C, B, D) and the tape."""
        x = check_map(self, x, mask)
        h, below = self.layer.forward(x, state)
        more, up = self.up.forward(h)
        y = x + more
        tape = MapTape(self, y.shape, below=below, up=up)
        tape.final = below.final
        return y, tape

    def backward(self, tape, dy, dstate=None):
        """dx, the adjoints of the layer's first state, and the gradients by name."""
        dy = check_back(self, tape, dy)
        dh, _, up = self.up.backward(tape.up, dy)
        dx, first, own = self.layer.backward(tape.below, dh, dstate)
        return dy + dx, first, self._named(own, up)

    @staticmethod
    def _named(layer, up):
        named = {f"layer.{k}": v for k, v in layer.items()}
        return named | {f"up.{k}": v for k, v in up.items()}
