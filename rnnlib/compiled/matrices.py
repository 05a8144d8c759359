"""Products of two matrices by the threads that run loops.

BLAS has threads of its own, which for some milliseconds after each product go on looking for more
to do: on the processors that ours would run on.
"""

import numpy as np

from rnnlib.compiled import switch
from rnnlib.compiled.panels import laid, pack
from rnnlib.compiled.pool import LEAST, shared
from rnnlib.compiled.turned import known
from rnnlib.workspace import address, room

PACKED = 2**16  # numbers of a that are put in panels at a time, which stay in the cache


def product(a, b):
    """a b, for a (n, K) and b (K, m) of one float type: NumPy's, unless several threads pay."""
    (n, K), m, work = a.shape, b.shape[1], a.size * b.shape[1]
    kernels = known(a.dtype) if work > 2 * LEAST and switch.threads() > 1 and switch.on() else None
    if kernels is None:
        return a @ b
    a, b, out = laid(a), np.ascontiguousarray(b), room((n, m), a.dtype)
    tile = kernels["tile"]
    some = max(1, PACKED // (K * tile)) * tile

    def part(first, last):
        S = room((some * K,), a.dtype)
        for start in range(first, last, some):
            rows = a[start : min(start + some, last)]
            pack(kernels, rows, S, 0, len(rows))
            given = address(b), 0, K, address(out[start:]), 0, len(rows)
            kernels["apply"](address(S), *given, 1, m, 0, m)

    shared(n, tile, work, part)
    return out
