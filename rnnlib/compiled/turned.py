"""Arrays (T, B, rows) become feature first."""

from rnnlib.compiled import switch
from rnnlib.workspace import address


def turn(array, into):
    """into (T, rows, B) = array (T, B, rows), its last two axes changed."""
    T, B, rows = array.shape
    plain = array.flags.c_contiguous and array.dtype == into.dtype and into[0].flags.c_contiguous
    if plain and rows > 1 < B and switch.on():
        from rnnlib.compiled.library import kernels

        to = address(into), into.strides[0] // into.itemsize
        kernels(switch.machine(), array.dtype)["turn"](address(array), B, rows, *to, T)
    else:
        into[:] = array.transpose(0, 2, 1)
