"""Flip-flop: which way did the last pulse go? One bit, set anew now and then, held in between.

Source: Sussillo & Barak 2013 (Opening the black box: low-dimensional dynamics in high-dimensional
recurrent neural networks, Neural Computation 25), whose network holds three such bits.
"""

import numpy as np

from rnnlib.edge import array_of, brief, expect
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def flip_flop(T, B, *, rng, rate=0.25):
    """Pulses x of +1 or −1 among silence (0), and at every step the sign of the last pulse::

        target_t = [x_s > 0],  s the last step ≤ t with x_s ≠ 0

    A pulse comes at the first step, so that there is always a last one, and later at each step
    with probability ``rate``, 0 < rate ≤ 1. A pulse may repeat the one before it. Gaps are
    geometric: they have no longest length, so no window is always long enough.

    x (T, B, 1) float64, target (T, B) integers, 0 or 1. To beat: `flip_flop_baseline(rate, k)`.
    """
    T, B = check_size("T", T), check_size("B", B)
    rate = _check_rate(rate)
    check_rng(rng)
    comes = rng.random((T, B)) < rate
    comes[0] = True
    x = comes * rng.choice((-1.0, 1.0), size=(T, B))
    return Batch(x[:, :, None], (x[last_pulse(x), np.arange(B)] > 0).astype(np.int64))


def last_pulse(x):
    """The step of the last pulse at or before every step: x (T, B) or (T, B, 1) to (T, B).

    −1 where none has come yet.
    """
    x = array_of("x", x)
    fits = x.ndim == 2 or (x.ndim == 3 and x.shape[2] == 1)
    expect(fits, "x", "shape (T, B) or (T, B, 1)", x.shape)
    x = x[..., 0] if x.ndim == 3 else x
    return np.maximum.accumulate(np.where(x != 0, np.arange(len(x))[:, None], -1), axis=0)


def flip_flop_baseline(rate=0.25, k=1):
    """(1 − rate)ᵏ · ln 2 nats, for whoever sees the last k inputs of a long sequence.

    It is certain where one of them is a pulse, and guesses where none is.
    """
    return float((1 - _check_rate(rate)) ** check_size("k", k) * np.log(2))


def _check_rate(rate):
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < rate <= 1:
        raise ValueError(f"rate: expected a number above 0 and at most 1, got {brief(rate)}")
    return rate
