"""Foretell: say every bit k steps before it comes. It is `echo`, read from the end.

Source: the lookahead of speech recognisers, whose labels depend on sounds that follow; Graves &
Schmidhuber 2005 (Framewise phoneme classification with bidirectional LSTM) measure what it is
worth, and what a target that is delayed by some steps makes up for.
"""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def foretell(T, B, *, rng, k=3, delay=0):
    """Random bits x, and as target the bit that comes k steps later, silence (0) at the end::

        target_t = x_{t+k}  for t < T − k,   0  for the last k steps        1 ≤ k < T

    With a ``delay`` d every answer is asked for d steps later, so that the network may read d more
    inputs first: target'_t = target_{t−d}, 0 for t < d. A network that reads forward alone can
    answer if d ≥ k, and at d < k has nothing to go by. x and target (T, B) integers, 0 or 1, no
    mask. To beat: `foretell_baseline(T, k, delay)`.
    """
    T, k, delay = _check_sizes(T, k, delay)
    B = check_size("B", B)
    check_rng(rng)
    x = rng.integers(0, 2, size=(T, B))
    target = np.zeros_like(x)
    target[delay : T - k + delay] = x[k : T - max(0, delay - k)]
    return Batch(x, target)


def foretell_baseline(T, k=3, delay=0):
    """Nats per step: sure of the silence, guessing every bit that is asked for.

    That is n/T · ln 2 with n bits asked for, T − k of them without a delay. As long as the delay is
    less than k, no answer from the past alone has a smaller expected cross-entropy.
    """
    T, k, delay = _check_sizes(T, k, delay)
    return float((T - max(k, delay)) / T * np.log(2))


def _check_sizes(T, k, delay):
    T, k = check_size("T", T, least=2), check_size("k", k)
    delay = check_size("delay", delay, least=0)
    for name, steps in (("k", k), ("delay", delay)):
        if steps >= T:
            raise ValueError(f"{name}: expected less than T = {T}, got {steps}")
    return T, k, delay
