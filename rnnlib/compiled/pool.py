"""Work shared by several threads: machine code does not hold Python's lock."""

import os
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import cache
from itertools import pairwise

from rnnlib.compiled import switch

LEAST = 2**21  # operations that make it worth while to wake a thread
_SHARE = ContextVar("share", default=None)  # of the threads, for what runs beside something else


def shared(n, unit, operations, work):
    """work(first, last) for parts of 0 … n, each some multiple of ``unit`` long, at once.

    ``operations`` says roughly how much work there is in all.
    """
    units = -(-n // unit)
    parts = min(_SHARE.get() or switch.threads(), units, max(1, operations // LEAST))
    if parts == 1:
        return work(0, n)
    cuts = [units * k // parts * unit for k in range(parts)] + [n]
    others = [_pool(parts).submit(work, *cut) for cut in pairwise(cuts[1:])]
    try:
        work(*cuts[:2])
    finally:
        ended(others)
    for other in others:
        other.result()


def ended(others):
    """Wait until all are done, whoever interrupts: the interruption is raised then. Nothing goes on
    behind the back of an error, in memory that is somebody else's by then."""
    interrupted = None
    while not all(other.done() for other in others):
        try:
            wait(others)
        except BaseException as stop:
            interrupted = stop
    if interrupted:
        raise interrupted


def both(one, other, operations):
    """(one(), other()), which have nothing to do with each other; at once, where that pays: each
    then shares half of the threads."""
    threads = 1 if _SHARE.get() else switch.threads()
    if threads == 1 or not switch.on() or operations < 2 * LEAST:
        return one(), other()
    with _share(threads // 2):  # what is shared already waits for nobody: there is always a thread
        second = _pool(os.cpu_count() or 1, "both").submit(copy_context().run, other)
        try:
            first = one()
        finally:
            ended([second])
    return first, second.result()


@contextmanager
def _share(n):
    before = _SHARE.set(n)
    try:
        yield
    finally:
        _SHARE.reset(before)


@cache  # emptied in a forked process, where there are no threads
def _pool(n, work="parts"):
    return ThreadPoolExecutor(n, thread_name_prefix=f"rnnlib {work}")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)
