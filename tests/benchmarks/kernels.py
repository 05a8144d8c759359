"""Which instructions the libraries use: NumPy's OpenBLAS, PyTorch's oneDNN and the loops of
rnnlib.compiled are to have the same.

OpenBLAS chooses its kernels when it is loaded, by the processor or by OPENBLAS_CORETYPE, which a
machine may have set for reasons of its own; oneDNN does not know that name. A comparison in which
one of them has AVX-512 and the other has not says nothing of the two programs.
"""

import ctypes
import os
from contextlib import nullcontext
from pathlib import Path

CHOICES = {  # names by which the libraries are told what to use, and AVX2 in each one's words
    "OPENBLAS_CORETYPE": "Haswell",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "ATEN_CPU_CAPABILITY": "avx2",
    "NPY_DISABLE_CPU_FEATURES": "",  # filled in by `environment`: those above AVX2
}


def environment(avx2=False):
    """This process's variables, without such choices, so that every library uses all it can; or
    with AVX2 for all of them."""
    import numpy as np

    env = {name: value for name, value in os.environ.items() if name not in CHOICES}
    if not avx2:
        return env
    features = np._core._multiarray_umath.__cpu_dispatch__
    above = [name for name in features if name.startswith(("AVX512", "X86_V4"))]
    return env | CHOICES | {"NPY_DISABLE_CPU_FEATURES": " ".join(above)}


def loops(avx2=False):
    """Inside this ``with``, loops are made for the whole processor, or for its AVX2 alone."""
    from rnnlib import compiled

    if not avx2 or not compiled.switch.there():
        return nullcontext()
    from rnnlib.compiled.machine import Machine

    return compiled.made_for(Machine("haswell", "+avx2,+fma"))


def openblas():
    """The name of the kernels that NumPy's own OpenBLAS has chosen; None with another BLAS."""
    import numpy as np

    for path in (Path(np.__file__).parents[1] / "numpy.libs").glob("*openblas*"):
        name = getattr(ctypes.CDLL(path), "scipy_openblas_get_corename64_", None)
        if name is not None:
            name.restype = ctypes.c_char_p
            return name().decode()
    return None
