"""Arrays (T, B, rows) become feature first."""

from functools import cache

from rnnlib.compiled import switch
from rnnlib.compiled.panels import PRICE
from rnnlib.compiled.pool import shared
from rnnlib.workspace import address


def turn(array, into):
    """into (T, rows, B) = array (T, B, rows), its last two axes changed."""
    T, B, rows = array.shape
    plain = array.flags.c_contiguous and array.dtype == into.dtype and into[0].flags.c_contiguous
    kernels = known(into.dtype) if plain and rows > 1 < B and switch.on() else None
    if kernels:
        step = into.strides[0] // into.itemsize

        def part(first, last):
            given = address(array[first:]), B, rows, address(into[first:]), step
            kernels["turn"](*given, last - first)

        shared(T, 1, PRICE * array.size, part)
    else:
        into[:] = array.transpose(0, 2, 1)


def known(dtype):
    """The kernels of the library for this processor; None where LLVM cannot make them."""
    return _kernels(switch.machine(), dtype)


@cache
def _kernels(machine, dtype):
    from rnnlib.compiled.library import kernels

    try:
        return kernels(machine, dtype)
    except (RuntimeError, OSError):
        return None
