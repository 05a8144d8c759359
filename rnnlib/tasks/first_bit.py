"""First bit: one bit at the first step, noise ever after, and the bit asked for at the end.

Source: the latching problem of Bengio, Simard & Frasconi 1994 (Learning long-term dependencies
with gradient descent is difficult, §II), with the bit as a clean signal beside the noise.
"""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def first_bit(T, B, *, rng):
    """Noise in the first column, and in the second ±1 at the first step, then silence::

        x_t = (0.3 · N(0, 1), 2·bit − 1 if t = 1 else 0)        target = bit

    Nothing but the first step matters, so a gradient has to come back over T − 1 steps. x (T, B, 2)
    float64, target (B,) integers, 0 or 1; no mask. To beat: `first_bit_baseline()`.
    """
    T, B = check_size("T", T), check_size("B", B)
    check_rng(rng)
    bit = rng.integers(0, 2, size=B)
    x = np.zeros((T, B, 2))
    x[:, :, 0] = 0.3 * rng.normal(size=(T, B))
    x[0, :, 1] = 2 * bit - 1
    return Batch(x, bit)


def first_bit_baseline():
    """ln 2 nats: a fair bit, guessed."""
    return float(np.log(2))
