"""Priority sort: write down the vectors of highest priority, in order (ibid., section 4.5)."""

import numpy as np

from rnnlib.edge import expect
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch


def priority_sort(length, B, *, rng, keep=None, bits=8):
    """B sequences of ``length`` vectors of random bits, each with a priority between −1 and 1::

        x      = v_1, p_1  …  v_L, p_L  !   0 … 0
        target = –         …       –    –  the ``keep`` vectors of highest p, the highest first

    x (L + 1 + keep, B, bits + 2): the bits, the priority, the delimiter !; target
    (L + 1 + keep, B, bits). The paper has 20 vectors and keeps 16; ``keep`` is all if None.
    """
    L, B, bits = check_size("length", length), check_size("B", B), check_size("bits", bits)
    keep = L if keep is None else check_size("keep", keep)
    expect(keep <= L, "keep", f"at most the {L} vectors that there are", keep)
    check_rng(rng)
    v, p = rng.integers(0, 2, (L, B, bits)), rng.uniform(-1, 1, (L, B))
    x = np.zeros((L + 1 + keep, B, bits + 2))
    target = np.full((L + 1 + keep, B, bits), -1)
    x[:L, :, :bits], x[:L, :, bits], x[L, :, bits + 1] = v, p, 1
    order = np.argsort(-p, axis=0)[:keep]
    target[L + 1 :] = np.take_along_axis(v, order[:, :, None], axis=0)
    return Batch(x, target)
