"""Temporal order: which of X and Y came first, hidden among distractors.

Source: Hochreiter & Schmidhuber 1997, §5.6, tasks 6a (two marks) and 6b (three marks).
"""

import numpy as np

from rnnlib.tasks.arguments import check_choice, check_rng, check_size
from rnnlib.tasks.batch import Batch

TEMPORAL_ORDER_SYMBOLS = "EBabcdXY"  # start, trigger, four distractors, two marks
START, TRIGGER, DISTRACTORS, X = 0, 1, range(2, 6), 6

WINDOWS = {2: (10, 50), 3: (10, 33, 66)}  # first step of each mark, in % of the shortest length


def temporal_order(T, B, *, rng, marks=2, shortest=None):
    """B sequences to be told apart by the order of their two or three marks.

    A sequence is E, then distractors drawn from a, b, c, d, at last the trigger B; at one random
    step within each window a distractor is replaced by a mark, X or Y. Counting steps from 0 and
    with L the shortest length, the windows are 10–20 % and 50–60 % of L (two marks) or 10–20 %,
    33–43 % and 66–76 % of L (three). The class reads the marks as a binary number, X = 0, Y = 1::

        target = Σ_j 2^(marks − j) · [mark j is Y],  j = 1 … marks       XX 0, XY 1, YX 2, YY 3

    Every sequence is T ≥ 10 steps long; with `shortest` each length is drawn from shortest … T
    instead, and what follows the trigger is padding. The paper has `T=110, shortest=100`.

    x (T, B) integers, the places in `TEMPORAL_ORDER_SYMBOLS`; target (B,) integers below
    2^marks; mask (T, B) if `shortest` is given. To beat: `temporal_order_baseline(marks)`.
    """
    T, B = check_size("T", T, least=10), check_size("B", B)
    marks = check_choice("marks", marks, tuple(WINDOWS))
    check_rng(rng)
    L = T if shortest is None else check_size("shortest", shortest, least=10)
    if L > T:
        raise ValueError(f"shortest: expected at most T = {T}, got {shortest}")
    lengths = rng.integers(L, T, endpoint=True, size=B)
    steps = np.arange(T)[:, None]
    x = rng.integers(DISTRACTORS.start, DISTRACTORS.stop, size=(T, B))
    x[0] = START
    x[steps >= lengths - 1] = TRIGGER
    first = np.array(WINDOWS[marks])[:, None] * L // 100
    where = first + rng.integers(0, L // 10, endpoint=True, size=(marks, B))
    is_y = rng.integers(0, 2, size=(marks, B))
    x[where, np.arange(B)] = X + is_y
    target = 2 ** np.arange(marks)[::-1] @ is_y
    return Batch(x, target, None if shortest is None else steps < lengths)


def temporal_order_baseline(marks=2):
    """marks · ln 2 nats, the cross-entropy of guessing; its accuracy is 2^−marks.

    All 2^marks classes are equally likely, so no constant answer does better.
    """
    return float(check_choice("marks", marks, tuple(WINDOWS)) * np.log(2))
