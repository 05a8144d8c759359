"""A controller without a memory of its own."""

from numpy import multiply, tanh

from rnnlib.cells.base import Cell, stack
from rnnlib.init import glorot_uniform
from rnnlib.ops import tanh_slope


class FeedForwardController(Cell):
    """One layer of tanh units: h = tanh(x W + b), for x (B, D), W (D, H), b (H,).

    It sees no state of its own: all that it knows of earlier steps is what it reads from the
    memory. As a `Cell` it fits wherever a recurrent cell does.
    """

    gates, operand = ("a",), ("x", "e")

    def draw(self, rng):
        W = glorot_uniform((self.D, self.H), rng=rng, dtype=self.dtype)
        return {"W": W, "b": W[0] * 0}

    def pack(self, W):
        return {"S": stack(W, self.params["b"])}

    def pack_back(self, packed):
        return {}

    @staticmethod
    def step(S, xe, a, h):
        S.dot(xe, a)  # a = x W + b
        tanh(a, h)

    @staticmethod
    def local(h, K):
        tanh_slope(h, K)  # ∂h/∂a

    @staticmethod
    def step_back(dh, dz, K):
        multiply(dh, K, dz)

    def unpack(self, sums, D):
        return {"W": sums["S"][:D], "b": sums["S"][D]}
