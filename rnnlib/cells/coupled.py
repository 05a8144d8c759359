"""Long short-term memory with one gate for what is kept and what is written."""

from numpy import add, multiply, subtract, tanh

from rnnlib.cells.base import Cell
from rnnlib.init import forget_bias
from rnnlib.ops import sigmoid_, sigmoid_slope, tanh_slope


class CoupledLSTMCell(Cell):
    """LSTM whose input gate is coupled to the forget gate, i = 1 − f (Greff et al. 2017, CIFG).

    For x (B, D), h and c (B, H); h⁻ and c⁻ are one step old; ⊙ elementwise::

        f, o = σ(x W + h⁻ U + b)           forget and output gate
           g = tanh(x W + h⁻ U + b)        candidate
           c = f ⊙ c⁻ + (1 − f) ⊙ g        cell state: a weighted mean, never beyond −1 … 1
           h = o ⊙ m,  m = tanh(c)         hidden state

    The columns of W (D, 3H), U (H, 3H) and b (3H,) are the blocks f, o, g. The forget bias starts
    at 1, all other biases at 0.
    """

    gates = ("f", "o", "g")
    states = ("h", "c")
    extras = ("m",)
    factors = ("A", "F")
    equations = {
        "f": "σ({z_f})",
        "g": "tanh({z_g})",
        "c": "{f}⊙{c⁻} + (1 − {f})⊙{g}",
        "o": "σ({z_o})",
        "m": "tanh({c})",
        "h": "{o}⊙{m}",
    }

    def draw(self, rng):
        params = super().draw(rng)
        forget_bias(params["b"], self.gates)
        return params

    @staticmethod
    def step(S, xeh, z, fo, f, o, g, c_, c, m, h):
        S.dot(xeh, z)  # z = x W + h⁻ U + b
        sigmoid_(fo)
        tanh(g, g)
        subtract(c_, g, c)
        multiply(f, c, c)
        add(g, c, c)  # c = g + f ⊙ (c⁻ − g)
        tanh(c, m)
        multiply(o, m, h)  # h = o ⊙ m

    @staticmethod
    def local(fo, f, o, g, c_, m, K_fo, K_f, K_o, K_g, A, F):
        sigmoid_slope(fo, K_fo)
        K_f *= c_ - g  # ∂c/∂z_f = (c⁻ − g) σ′
        K_o *= m  # ∂h/∂z_o = m σ′
        tanh_slope(g, K_g)
        K_g *= 1 - f  # ∂c/∂z_g = (1 − f) tanh′
        tanh_slope(m, A)
        A *= o  # ∂h/∂c = o tanh′
        F[...] = f  # ∂c/∂c⁻ = f

    @staticmethod
    def step_back(U, dh, dc, dz, dz_f, dz_o, dz_g, K_f, K_o, K_g, A, F, dh_, dc_, tmp):
        multiply(dh, A, tmp)
        add(dc, tmp, dc)  # c is seen by h, and by the next c
        multiply(dc, K_f, dz_f)
        multiply(dh, K_o, dz_o)
        multiply(dc, K_g, dz_g)
        multiply(dc, F, dc_)  # the carry: ∂L/∂c⁻ = ∂L/∂c ⊙ f
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)  # h⁻ is seen by every gate, and by the loss
