"""Whether runs are compiled at all, and on how many threads."""

import os
from contextlib import contextmanager
from functools import cache

from rnnlib.edge import whole

_STATE = {"on": os.environ.get("RNNLIB_COMPILED", "1") != "0", "machine": None, "threads": None}


def on():
    """Whether loops are compiled: LLVM is there, and nobody has switched them off."""
    return _STATE["on"] and there()


@cache
def there():
    """Whether the package that makes machine code is installed, and can be loaded."""
    try:
        import llvmlite.binding  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def switched(to):
    """Compiled loops on or off, inside a ``with``."""
    return _set("on", bool(to))


def machine():
    """The processor that machine code is made for: the one that we run on."""
    if _STATE["machine"] is None:
        from rnnlib.compiled.machine import host

        _STATE["machine"] = host()
    return _STATE["machine"]


def made_for(other):
    """Machine code for another processor, of which this one can do all, inside a ``with``."""
    return _set("machine", other)


@contextmanager
def _set(name, value):
    before, _STATE[name] = _STATE[name], value
    try:
        yield
    finally:
        _STATE[name] = before


def threads():
    """How many threads share the columns of a batch: as many as BLAS would take."""
    if _STATE["threads"] is None:
        own = [os.environ.get(name, "") for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")]
        said = [int(n) for n in own if n.isdigit() and int(n)]
        there = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
        _STATE["threads"] = said[0] if said else len(there)
    return _STATE["threads"]


def set_threads(n):
    """Take n threads from now on."""
    _STATE["threads"] = whole("n", n, 1, "a number of threads, at least 1")
