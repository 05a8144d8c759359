"""From a picture to a grid of vectors."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.layers.edge import check_tape
from rnnlib.layers.images.convolution import Convolution


class ImageEncoder:
    """Convolutions of 3 × 3 with ReLU between them and at the end::

        a⁰ = 1 − x,   aˡ = max(0, conv(aˡ⁻¹)),   l = 1 … L

    x are colours from 0 to 1; what is read is how far they are from white, so that empty paper is
    nearly 0, as is what lies beyond the edge. x (B, 24, 24, 3) to a (B, 6, 6, O), with strides 2,
    2, 1: each of the 36 cells of the grid knows of the 15 × 15 pixels around it. The backward pass
    of the ReLU lets through what came where aˡ > 0. Parameters are "1.V", "1.b", "2.V", …
    """

    def __init__(self, channels=(3, 16, 24, 24), strides=(2, 2, 1), *, rng, dtype=np.float64):
        expect(
            len(channels) == len(strides) + 1, "strides", "one fewer than channels", brief(strides)
        )
        self.layers = [
            Convolution(C, O, stride=s, rng=rng, dtype=dtype)
            for C, O, s in zip(channels[:-1], channels[1:], strides, strict=True)
        ]
        self.dtype, self.output_size = self.layers[0].dtype, channels[-1]

    def grid(self, side):
        """How many cells a picture of side × side pixels has, up and across."""
        for layer in self.layers:
            side = (side + 2 * (layer.k // 2) - layer.k) // layer.stride + 1
        return side

    @property
    def params(self):
        """All parameters, by the number of the convolution."""
        return {
            f"{l}.{name}": p
            for l, layer in enumerate(self.layers, 1)
            for name, p in layer.params.items()
        }

    def __repr__(self):
        return f"ImageEncoder({', '.join(map(repr, self.layers))})"

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return f"ImageEncoder({', '.join(layer.describe() for layer in self.layers)})"

    def forward(self, x):
        """The grid a (B, Y, X, O), and the tape."""
        a, tapes = 1 - x, []
        for layer in self.layers:
            y, tape = layer.forward(a)
            a = np.maximum(y, 0)
            tapes.append((tape, a))
        return a, ImageTape(self, tapes)

    def backward(self, tape, da):
        """dx and the gradients by name, from ∂L/∂a."""
        check_tape(tape, ImageTape, lambda tape: tape.owner, self, self)
        grads = {}
        for l in range(len(self.layers), 0, -1):
            layer, (own, a) = self.layers[l - 1], tape.layers[l - 1]
            da, found = layer.backward(own, da * (a > 0))
            grads |= {f"{l}.{name}": g for name, g in found.items()}
        return -da, {name: grads[name] for name in self.params}


class ImageTape:
    """What `backward` needs: for every convolution its tape and what came out of its ReLU."""

    def __init__(self, owner, layers):
        self.owner, self.layers = owner, layers

    def __repr__(self):
        return f"ImageTape({len(self.layers)} convolutions)"
