"""Arrays (T, B, rows) become feature first."""

from functools import cache

from rnnlib.compiled import switch
from rnnlib.workspace import address


def turn(array, into):
    """into (T, rows, B) = array (T, B, rows), its last two axes changed."""
    T, B, rows = array.shape
    plain = array.flags.c_contiguous and array.dtype == into.dtype and into[0].flags.c_contiguous
    kernels = (
        _kernels(switch.machine(), into.dtype) if plain and rows > 1 < B and switch.on() else None
    )
    if kernels:
        to = address(into), into.strides[0] // into.itemsize
        kernels["turn"](address(array), B, rows, *to, T)
    else:
        into[:] = array.transpose(0, 2, 1)


@cache
def _kernels(machine, dtype):
    """Those of the library; None where LLVM cannot make them."""
    from rnnlib.compiled.library import kernels

    try:
        return kernels(machine, dtype)
    except (RuntimeError, OSError):
        return None
