"""Repeat copy: the same sequence again and again, and know when to stop (ibid., section 4.2)."""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch

MEAN, STD = 5.5, 8.25**0.5  # of a number of repeats drawn from 1 to 10


def repeat_copy(length, repeats, B, *, rng, bits=8):
    """B sequences of ``length`` vectors of random bits, to be written ``repeats`` times::

        x      = v_1 … v_L  n   0 …                    0
        target = –  …  –    –  v_1 … v_L v_1 … … v_L  !

    n is the number of repeats, as one number on a channel of its own, (repeats − 5.5) / 2.87: the
    numbers 1 … 10 have mean 0 and variance 1, as in the paper; beside it a 1 on another channel.
    The last channel of the target is 1 at the stop ! and 0 before. x (T, B, bits + 2), target
    (T, B, bits + 1), T = L (repeats + 1) + 2; at the stop only the last channel is asked for.
    """
    L, n, B = check_size("length", length), check_size("repeats", repeats), check_size("B", B)
    bits = check_size("bits", bits)
    check_rng(rng)
    v, T = rng.integers(0, 2, (L, B, bits)), L * (n + 1) + 2
    x, target = np.zeros((T, B, bits + 2)), np.full((T, B, bits + 1), -1)
    x[:L, :, :bits] = v
    x[L, :, bits] = 1
    x[L, :, bits + 1] = (n - MEAN) / STD
    target[L + 1 : -1, :, :bits] = np.tile(v, (n, 1, 1))
    target[L + 1 : -1, :, bits] = 0
    target[-1, :, bits] = 1
    return Batch(x, target)
