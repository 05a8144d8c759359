"""Copying memory: remember a few symbols over a long silence, then repeat them.

Source: Arjovsky, Shah & Bengio 2016, §4.1, after Hochreiter & Schmidhuber 1997.
"""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def copying(delay, B, *, rng, K=8, S=10):
    """S symbols out of K, `delay` steps to hold them, then S steps to say them again.

    The codes 0 … K−1 are the symbols s, K is the blank ␣ and K+1 the signal ! to recall;
    the length is T = delay + 2S::

        x      = s_1 … s_S  ␣ (delay − 1 times)  !  ␣ (S times)
        target = ␣ (delay + S times)                s_1 … s_S

    x and target (T, B) integers below K + 2; no mask. The paper has K = 8, S = 10.
    To beat: `copying_baseline(delay, K, S)`.
    """
    delay, B = check_size("delay", delay), check_size("B", B)
    K, S = check_size("K", K), check_size("S", S)
    check_rng(rng)
    blank, signal = K, K + 1
    symbols = rng.integers(0, K, size=(S, B))
    x = np.full((delay + 2 * S, B), blank)
    target = x.copy()
    x[:S] = symbols
    x[S + delay - 1] = signal
    target[S + delay :] = symbols
    return Batch(x, target)


def copying_baseline(delay, K=8, S=10):
    """S ln K / (delay + 2S) nats per step: a network that keeps time but remembers nothing.

    It is sure of every blank and gives each of the K symbols the same chance at the last S
    steps; no answer that ignores the symbols has a smaller expected cross-entropy.
    """
    delay, K, S = check_size("delay", delay), check_size("K", K), check_size("S", S)
    return float(S * np.log(K) / (delay + 2 * S))
