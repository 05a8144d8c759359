"""The LSTM's equations on arrays of any form."""

import numpy as np

from rnnlib.ops import sigmoid


def lstm_step(z, c_):
    """The gates (i, f, o, g), c, m and h from z (…, 4H), the blocks i, f, o, g, and c⁻ (…, H).

    Equation 3 of van den Oord et al. 2016, in which g has the tanh::

        c = f ⊙ c⁻ + i ⊙ g,   h = o ⊙ m,  m = tanh(c)
    """
    H = c_.shape[-1]
    ifo, g = sigmoid(z[..., : 3 * H]), np.tanh(z[..., 3 * H :])
    i, f, o = np.split(ifo, 3, -1)
    c = f * c_ + i * g
    m = np.tanh(c)
    return (i, f, o, g), c, m, o * m


def lstm_step_back(dh, dc, gates, c_, m):
    """∂L/∂z (…, 4H) and ∂L/∂c⁻ from the adjoints of h and c."""
    i, f, o, g = gates
    dc = dc + dh * o * (1 - m * m)  # c is seen by h, and by the next c
    di, df, do, dg = dc * g, dc * c_, dh * m, dc * i
    dz = di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g * g)
    return np.concatenate(dz, -1), dc * f
