"""Cells with two biases, and with none, as other libraries have them.

A cell of rnnlib has one bias. PyTorch, cuDNN and ONNX keep two, one beside each product, of which
only the sum counts; and all libraries can leave them out. A cell that takes over such weights keeps
what it was given, so that the way back changes no bit, and trains as it would have trained there.
"""

from copy import copy
from functools import cache

import numpy as np

from rnnlib import cells


class TwoBiases:
    """z = x W + b + h⁻ U + b_U, b and b_U of all gates (G·H,); otherwise the cell it is mixed into.

    Where the cell has a b_U of its own, that of the candidate, it is the last block of this one.
    """

    def draw(self, rng):
        params = super().draw(rng)
        return params | {"b_U": np.zeros_like(params["b"])}

    def summed(self):
        b, b_U = self.params["b"], self.params["b_U"]
        if not has_own(type(self)):
            own = {"b": b + b_U}
        else:
            shared = len(b) - self.H
            b = np.concatenate((b[:shared] + b_U[:shared], b[shared:]))
            own = {"b": b, "b_U": b_U[shared:]}
        return {name: p for name, p in self.params.items() if name != "b_U"} | own

    def pack(self, W):
        return super(TwoBiases, with_params(self, self.summed())).pack(W)

    def unpack(self, sums, D):
        grads = super().unpack(sums, D)
        b = grads["b"]
        b_U = np.concatenate((b[: -self.H], grads["b_U"])) if has_own(type(self)) else b.copy()
        return grads | {"b_U": b_U}


class NoBias:
    """z = x W + h⁻ U; otherwise the cell it is mixed into."""

    def draw(self, rng):
        params = super().draw(rng)
        return {name: p for name, p in params.items() if name not in ("b", "b_U")}

    def summed(self):
        G = self.params["W"].shape[1]
        zeros = {"b": np.zeros(G, self.dtype)}
        if has_own(type(self)):
            zeros["b_U"] = np.zeros(self.H, self.dtype)
        return self.params | zeros

    def pack(self, W):
        return super(NoBias, with_params(self, self.summed())).pack(W)

    def unpack(self, sums, D):
        grads = super().unpack(sums, D)
        return {name: grads[name] for name in self.params}


PREFIXES = {"TwoBias": TwoBiases, "NoBias": NoBias}


def with_params(cell, params):
    """The same cell with other parameters."""
    twin = copy(cell)
    twin.params = params
    return twin


def plain(kind):
    """The cell class of `rnnlib.cells` that a class of this file stands for; any other as it is."""
    return next(base for base in kind.__mro__ if base.__module__ != __name__)


def has_own(kind):
    """Whether a cell class has a bias b_U by its equations."""
    return issubclass(kind, cells.ResetAfterGRUCell)


@cache
def variant(prefix, kind):
    """The class of cells of this kind with "TwoBias" or "NoBias"."""
    mixin = PREFIXES[prefix]
    about = {"__module__": __name__, "__doc__": f"`{kind.__name__}`. {mixin.__doc__}"}
    return type(prefix + kind.__name__, (mixin, kind), about)


def __getattr__(name):
    """The classes by their names, as pickle looks for them."""
    for prefix in PREFIXES:
        kind = cells.CELLS.get(name.removeprefix(prefix))
        if name.startswith(prefix) and kind:
            return variant(prefix, kind)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
