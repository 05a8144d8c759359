"""Copy: read vectors of random bits, then write them down (Graves et al. 2014, section 4.1)."""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def copy_bits(length, B, *, rng, bits=8):
    """B sequences of ``length`` vectors of random bits, to be copied after a delimiter::

        x      = v_1 … v_L  !   0 … 0        ! is a 1 on a channel of its own
        target = –  …  –    –  v_1 … v_L     – nothing is asked

    x (2L + 1, B, bits + 1), target (2L + 1, B, bits). Chance has L · bits bits to guess.
    """
    L, B, bits = check_size("length", length), check_size("B", B), check_size("bits", bits)
    check_rng(rng)
    v = rng.integers(0, 2, (L, B, bits))
    x, target = np.zeros((2 * L + 1, B, bits + 1)), np.full((2 * L + 1, B, bits), -1)
    x[:L, :, :bits] = v
    x[L, :, bits] = 1
    target[L + 1 :] = v
    return Batch(x, target)
