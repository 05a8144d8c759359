"""Associative recall: shown one item of a list, say the next (ibid., section 4.3)."""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def associative_recall(items, B, *, rng, bits=6, rows=3):
    """B lists of ``items`` items, one of which is asked for by the item before it::

        x      = ; item_1 ; item_2 … ; item_n ? item_q ?   0 …
        target = –  …                                  –  item_{q+1}

    An item is ``rows`` vectors of random bits; ; and ? are a 1 on channels of their own. q is drawn
    anew for every sequence, from 1 to n − 1. x (T, B, bits + 2), target (T, B, bits),
    T = n (rows + 1) + 2 rows + 2. In the paper items have 3 vectors of 6 bits.
    """
    n, B = check_size("items", items, least=2), check_size("B", B)
    bits, rows = check_size("bits", bits), check_size("rows", rows)
    check_rng(rng)
    item = rng.integers(0, 2, (n, rows, B, bits))
    q, each = rng.integers(0, n - 1, B), np.arange(B)
    T = n * (rows + 1) + 2 * rows + 2
    x, target = np.zeros((T, B, bits + 2)), np.full((T, B, bits), -1)
    for i in range(n):
        at = i * (rows + 1)
        x[at, :, bits] = 1
        x[at + 1 : at + 1 + rows, :, :bits] = item[i]
    at = n * (rows + 1)
    x[[at, at + rows + 1], :, bits + 1] = 1
    x[at + 1 : at + 1 + rows, :, :bits] = item[q, :, each].swapaxes(0, 1)
    target[-rows:] = item[q + 1, :, each].swapaxes(0, 1)
    return Batch(x, target)
