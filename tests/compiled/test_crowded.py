"""Machine code finds a place in a process whose memory is full of holes."""

import subprocess
import sys

import pytest
from needs import need

need("llvmlite")

# As a long session leaves it: no room near the first free page, which holds constants but no code.
CROWDED = """
import ctypes
import numpy as np
from rnnlib import LSTMCell, Recurrent, compiled

PAGE, NOTHING, PRIVATE = 4096, 0, 0x4022  # MAP_PRIVATE, MAP_ANONYMOUS and MAP_NORESERVE of Linux
system = ctypes.CDLL(None)
system.mmap.restype = ctypes.c_void_p
system.munmap.argtypes = ctypes.c_void_p, ctypes.c_size_t

def taken(size):
    return system.mmap(None, ctypes.c_size_t(size), NOTHING, PRIVATE, -1, ctypes.c_long(0))

layer = Recurrent(LSTMCell(5, 7, rng=np.random.default_rng(0)))
x = np.random.default_rng(1).normal(size=(4, 3, 5))
with compiled.switched(False):
    expected, _ = layer.forward(x)
far = 2**33
start = taken(far)
while taken(2 * PAGE) > start:
    pass
for page in range(1, 64, 2):
    system.munmap(start + far - page * PAGE, PAGE)
y, tape = layer.forward(x)
layer.backward(tape, y)
print(compiled.reason(layer.cell), np.abs(y - expected).max() < 1e-12)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mmap by Linux's numbers")
def test_code_and_its_constants_are_never_too_far_apart():
    done = subprocess.run([sys.executable, "-c", CROWDED], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "None True\n"), done.stderr
