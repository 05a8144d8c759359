"""Two sides: an answer that is neither in the past nor in the future, but in both together."""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def two_sides(T, B, *, rng, k=1):
    """Random bits x; do the bits k steps before and k steps after differ? ::

        target_t = x_{t−k} ⊕ x_{t+k}        bits outside of the sequence are 0

    Either bit alone says nothing: x_{t−k} and the answer are independent, and so are x_{t+k} and
    the answer. Nor will a sum of what each says do, f(past) + g(future): that is the exclusive or
    of Minsky & Papert 1969. x and target (T, B) integers, 0 or 1, no mask; 1 ≤ k, 2k < T. To beat:
    `two_sides_baseline(T, k)`.
    """
    T, k = _check_sizes(T, k)
    B = check_size("B", B)
    check_rng(rng)
    x = rng.integers(0, 2, size=(T, B))
    wide = np.pad(x, ((k, k), (0, 0)))
    return Batch(x, wide[:T] ^ wide[2 * k :])


def two_sides_baseline(T, k=1):
    """(T − 2k)/T · ln 2 nats per step: guessing wherever both bits are there.

    k steps at either end have one bit alone, and are answered by whoever reads that side. No
    f(past) + g(future) has a smaller expected cross-entropy.
    """
    T, k = _check_sizes(T, k)
    return float((T - 2 * k) / T * np.log(2))


def _check_sizes(T, k):
    T, k = check_size("T", T, least=3), check_size("k", k)
    if 2 * k >= T:
        raise ValueError(f"k: expected less than half of T = {T}, got {k}")
    return T, k
