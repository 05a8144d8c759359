"""The adding problem: two marked numbers far apart, to be added at the end.

Source: Hochreiter & Schmidhuber 1997, §5.4, in the form with a fixed length and unscaled
numbers used by Arjovsky, Shah & Bengio 2016, §4.2.
"""

import numpy as np

from rnnlib.tasks.arguments import check_dtype, check_rng, check_size
from rnnlib.tasks.batch import Batch


def adding(T, B, *, rng, dtype=np.float64):
    """B sequences of T ≥ 2 pairs (number, marker), target the sum of the marked numbers.

    With u_t uniform in [0, 1), s uniform among the first ⌊T/2⌋ steps and s' among the rest::

        x_t = (u_t, 1 if t ∈ {s, s'} else 0)        target = u_s + u_s'

    x (T, B, 2), target (B, 1), both of `dtype`; no mask. To beat: `adding_baseline()`.
    """
    T, B = check_size("T", T, least=2), check_size("B", B)
    check_rng(rng)
    dtype = check_dtype(dtype)
    marks = rng.integers(0, T // 2, size=B), rng.integers(T // 2, T, size=B)
    columns = np.arange(B)
    x = np.zeros((T, B, 2), dtype)
    x[:, :, 0] = rng.random((T, B))
    target = np.zeros((B, 1), dtype)
    for steps in marks:
        x[steps, columns, 1] = 1
        target[:, 0] += x[steps, columns, 0]
    return Batch(x, target)


def adding_baseline():
    """½·1/6 = 1/12: the expected squared error of always answering 1, the best constant.

    The sum of two independent uniform numbers has mean 1 and variance 2·1/12 = 1/6. With the
    loss ½·mean (y − target)² the baseline is half of that; papers that report the mean square
    without the ½ quote 1/6 ≈ 0.167.
    """
    return 1 / 12
