"""Work shared by several threads: machine code does not hold Python's lock."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

from rnnlib.compiled import switch

LEAST = 2**21  # operations that make it worth while to wake a thread


def shared(n, unit, operations, work):
    """work(first, last) for parts of 0 … n, each some multiple of ``unit`` long, at once.

    ``operations`` says roughly how much work there is in all.
    """
    units = -(-n // unit)
    parts = min(switch.threads(), units, max(1, operations // LEAST))
    if parts == 1:
        return work(0, n)
    cuts = [units * k // parts * unit for k in range(parts)] + [n]
    others = [_pool(parts).submit(work, *cut) for cut in pairwise(cuts[1:])]
    work(*cuts[:2])
    for other in others:
        other.result()


@cache  # emptied in a forked process, where there are no threads
def _pool(n):
    return ThreadPoolExecutor(n, thread_name_prefix="rnnlib")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)
