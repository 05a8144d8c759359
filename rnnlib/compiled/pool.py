"""Work shared by several threads: machine code does not hold Python's lock.

Ctrl-C can come between any two lines. What threads wait for each other with is therefore made in C,
and is never left half done: a queue, and a lock that whoever is done with his job sets free.
"""

import os
from _thread import allocate_lock, start_new_thread
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import cache
from itertools import pairwise
from queue import SimpleQueue

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
    others = [_begun(_pool(parts), work, *cut) for cut in pairwise(cuts[1:])]
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
    for other in others:
        while not other.done:
            try:
                other.lock.acquire()
            except BaseException as stop:
                interrupted = stop
    if interrupted:
        raise interrupted


class _Job:
    """What another thread does, and what came of it."""

    def __init__(self, function, given):
        self.function, self.given, self.lock = function, given, allocate_lock()
        self.lock.acquire()
        self.done, self.found, self.error = False, None, None

    def run(self):
        try:
            self.found = self.function(*self.given)
        except BaseException as error:
            self.error = error
        self.function = self.given = None  # nothing is held longer than it must
        self.done = True
        self.lock.release()

    def result(self):
        if self.error is not None:
            raise self.error
        return self.found


def _begun(pool, function, *given):
    job = _Job(function, given)
    pool.put(job)
    return job


def both(one, other, operations):
    """(one(), other()), which have nothing to do with each other; at once, where that pays: each
    then shares half of the threads."""
    threads = 1 if _SHARE.get() else switch.threads()
    if threads == 1 or not switch.on() or operations < 2 * LEAST:
        return one(), other()
    with _share(threads // 2):  # what is shared already waits for nobody: there is always a thread
        second = _begun(_pool(os.cpu_count() or 1, "both"), copy_context().run, other)
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
    """The queue of n threads that wait for jobs; they end with the process."""
    jobs = SimpleQueue()
    for _ in range(n):
        start_new_thread(_serve, (jobs,))
    return jobs


def _serve(jobs):
    while True:
        jobs.get().run()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)
