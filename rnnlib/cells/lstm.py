"""Long short-term memory."""

import numpy as np
from numpy import add, multiply, tanh

from rnnlib.cells.base import Cell
from rnnlib.init import forget_bias, glorot_uniform
from rnnlib.ops import sigmoid_, sigmoid_slope, tanh_slope


class LSTMCell(Cell):
    """Long short-term memory with a forget gate (Gers, Schmidhuber & Cummins 2000).

    For x (B, D), h and c (B, H); h⁻ and c⁻ are one step old; ⊙ elementwise::

        i, f, o = σ(x W + h⁻ U + b)        input, forget, output gate
              g = tanh(x W + h⁻ U + b)     candidate
              c = f ⊙ c⁻ + i ⊙ g           cell state
              h = o ⊙ m,  m = tanh(c)      hidden state

    The columns of W (D, 4H), U (H, 4H) and b (4H,) are the blocks i, f, o, g. The forget bias
    starts at 1 (Gers et al.; Jozefowicz, Zaremba & Sutskever 2015), all other biases at 0.
    """

    gates = ("i", "f", "o", "g")
    states = ("h", "c")
    extras = ("m",)
    factors = ("A", "F")
    equations = {
        "f": "σ({z_f})",
        "i": "σ({z_i})",
        "g": "tanh({z_g})",
        "c": "{f}⊙{c⁻} + {i}⊙{g}",
        "o": "σ({z_o})",
        "m": "tanh({c})",
        "h": "{o}⊙{m}",
    }

    def draw(self, rng):
        params = super().draw(rng)
        forget_bias(params["b"], self.gates)
        return params

    @staticmethod
    def step(S, xeh, z, ifo, i, f, o, g, c_, c, m, h, tmp):
        S.dot(xeh, z)  # z = x W + h⁻ U + b
        sigmoid_(ifo)
        tanh(g, g)
        multiply(f, c_, c)  # c = f ⊙ c⁻
        multiply(i, g, tmp)
        add(c, tmp, c)  #     + i ⊙ g
        tanh(c, m)
        multiply(o, m, h)  # h = o ⊙ m

    @staticmethod
    def local(ifo, i, f, o, g, c_, m, K_ifo, K_i, K_f, K_o, K_g, A, F):
        sigmoid_slope(ifo, K_ifo)
        K_i *= g  # ∂c/∂z_i = g σ′
        K_f *= c_  # ∂c/∂z_f = c⁻ σ′
        K_o *= m  # ∂h/∂z_o = m σ′
        tanh_slope(g, K_g)
        K_g *= i  # ∂c/∂z_g = i tanh′
        tanh_slope(m, A)
        A *= o  # ∂h/∂c = o tanh′
        F[...] = f  # ∂c/∂c⁻ = f

    @staticmethod
    def step_back(U, dh, dc, dz, dz_i, dz_f, dz_o, dz_g, K_i, K_f, K_o, K_g, A, F, dh_, dc_, tmp):
        multiply(dh, A, tmp)
        add(dc, tmp, dc)  # c is seen by h, and by the next c
        multiply(dc, K_i, dz_i)
        multiply(dc, K_f, dz_f)
        multiply(dh, K_o, dz_o)
        multiply(dc, K_g, dz_g)
        multiply(dc, F, dc_)  # the carry: ∂L/∂c⁻ = ∂L/∂c ⊙ f
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)  # h⁻ is seen by every gate, and by the loss


class PeepholeLSTMCell(LSTMCell):
    """LSTM whose gates also see the cell state (Gers, Schraudolph & Schmidhuber 2002).

    For x (B, D), h and c (B, H); h⁻ and c⁻ are one step old; ⊙ elementwise::

        i, f = σ(x W + h⁻ U + b + p ⊙ c⁻)    p the rows i, f of P
           g = tanh(x W + h⁻ U + b)
           c = f ⊙ c⁻ + i ⊙ g
           o = σ(x W + h⁻ U + b + p ⊙ c)     p the row o of P: it sees the *new* c
           h = o ⊙ m,  m = tanh(c)

    W (D, 4H), U (H, 4H), b (4H,) as in `LSTMCell`; P (3, H) has the rows i, f, o.
    """

    equations = LSTMCell.equations | {
        "f": "σ({z_f} + {f:c⁻})",
        "i": "σ({z_i} + {i:c⁻})",
        "o": "σ({z_o} + {o:c})",
    }

    def draw(self, rng):
        P = glorot_uniform((3, self.H), rng=rng, dtype=self.dtype)
        return super().draw(rng) | {"P": P}

    def pack(self, W):
        columns = self.params["P"][:, :, None].copy()  # the rows of P as (H, 1)
        return super().pack(W) | dict(zip(("p_i", "p_f", "p_o"), columns, strict=True))

    def pack_back(self, packed):
        return super().pack_back(packed) | {name: packed[name] for name in ("p_i", "p_f", "p_o")}

    @staticmethod
    def step(S, p_i, p_f, p_o, xeh, z, i, f, o, g, c_, c, m, h, tmp):
        S.dot(xeh, z)  # z = x W + h⁻ U + b
        multiply(p_i, c_, tmp)
        sigmoid_(add(i, tmp, i))
        multiply(p_f, c_, tmp)
        sigmoid_(add(f, tmp, f))
        tanh(g, g)
        multiply(f, c_, c)  # c = f ⊙ c⁻
        multiply(i, g, tmp)
        add(c, tmp, c)  #     + i ⊙ g
        multiply(p_o, c, tmp)
        sigmoid_(add(o, tmp, o))
        tanh(c, m)
        multiply(o, m, h)  # h = o ⊙ m

    @staticmethod
    def local(p_i, p_f, p_o, ifo, i, f, o, g, c_, m, K_ifo, K_i, K_f, K_o, K_g, A, F):
        LSTMCell.local(ifo, i, f, o, g, c_, m, K_ifo, K_i, K_f, K_o, K_g, A, F)
        A += p_o * K_o  # h sees c through o, too
        F += p_i * K_i + p_f * K_f  # c sees c⁻ through i and f, too

    def products(self, flat):
        uses = (("dz_i", "c_"), ("dz_f", "c_"), ("dz_o", "c"))
        dP = [flat.along(dz, c) for dz, c in uses]
        return {"P": np.stack(dP)}

    def unpack(self, sums, D):
        return super().unpack(sums, D) | {"P": sums["P"]}
