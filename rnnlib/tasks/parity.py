"""Running parity: a lamp with one switch, and whether it is lit.

The parity of bits is the classic that no single layer of thresholds can compute from all bits at
once (Minsky & Papert 1969); step by step it takes one bit of memory.
"""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch

PARITY_SYMBOLS = "·!"  # nobody presses the switch, somebody does


def parity(T, B, *, rng):
    """Random presses x of a switch, and as target whether the lamp is lit after each step::

        target_t = x_1 ⊕ x_2 ⊕ … ⊕ x_t        ⊕ is addition modulo 2

    The lamp is dark at first, and every press (1) turns it over. One rule, target_t =
    target_{t−1} ⊕ x_t, holds at every step, but the answer depends on all presses so far. x and
    target (T, B) integers, 0 or 1; no mask. To beat: `parity_baseline()`.
    """
    T, B = check_size("T", T), check_size("B", B)
    check_rng(rng)
    x = rng.integers(0, 2, size=(T, B))
    return Batch(x, x.cumsum(axis=0) % 2)


def parity_baseline():
    """ln 2 nats per step: guessing.

    Whoever misses a single press knows nothing of the parity: with one bit unknown, both answers
    are equally likely.
    """
    return float(np.log(2))
