"""Echo: repeat every bit k steps after it came, the bare measure of short-term memory.

Source: the delayed-input task by which Jaeger 2002 (Short term memory in echo state networks,
GMD Report 152) defines memory capacity, here with bits instead of real numbers.
"""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def echo(T, B, *, rng, k=3):
    """Random bits x, and as target the same bits k steps later, silence (0) before them::

        target_t = x_{t−k}  for t ≥ k,   0  for t < k        1 ≤ k < T

    To answer, a network must hold the last k bits at every step and push one out as the next
    comes in. The first k steps are real ones, because their inputs must be read, so there is
    no mask. x and target (T, B) integers, 0 or 1. To beat: `echo_baseline(T, k)`.
    """
    T, B, k = _check_sizes(T, k, B)
    check_rng(rng)
    x = rng.integers(0, 2, size=(T, B))
    target = np.zeros_like(x)
    target[k:] = x[:-k]
    return Batch(x, target)


def echo_baseline(T, k=3):
    """(T − k)/T · ln 2 nats per step: sure of the silence, guessing every bit.

    No answer that ignores the inputs has a smaller expected cross-entropy.
    """
    T, _, k = _check_sizes(T, k)
    return float((T - k) / T * np.log(2))


def _check_sizes(T, k, B=1):
    T, B, k = check_size("T", T, least=2), check_size("B", B), check_size("k", k)
    if k >= T:
        raise ValueError(f"k: expected less than T = {T}, got {k}")
    return T, B, k
