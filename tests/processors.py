"""Processors that machine code is made for: this one, and lesser ones of which it can do all."""

import ctypes

import numpy as np
from needs import need

need("llvmlite")

from rnnlib.compiled.code import Code  # noqa: E402
from rnnlib.compiled.lanes import LETTERS, Lanes  # noqa: E402
from rnnlib.compiled.machine import Machine, host, load  # noqa: E402

DTYPES = [np.dtype(np.float32), np.dtype(np.float64)]
LESSER = [  # registers of 64, 32 and 16 bytes; with a multiplication and addition in one, and not
    Machine("skylake-avx512", "+avx2,+fma,+avx512f,+avx512bw,+avx512dq,+avx512vl"),
    Machine("haswell", "+avx2,+fma"),
    Machine("x86-64", "+avx,+avx2"),
    Machine("x86-64", "+sse2"),
]


class Many(Machine):
    """Such a processor as if it had 32 registers, as those of Arm have: tiles are higher."""

    registers = 32

    @property
    def key(self):
        return f"{super().key}, many registers"


def _able(machine):
    return all(host().has(feature.lstrip("+")) for feature in machine.features.split(","))


MACHINES = [host(), *filter(_able, [*LESSER, Many("x86-64", "+sse2")])]


def named(machine):
    """What a test calls it."""
    return f"{type(machine).__name__}-{machine.name}-{machine.bytes}"


def elementwise(machine, dtype, function, inputs=1):
    """A function of arrays of this type that computes ``function(lanes, …)`` of their numbers."""
    given = [f"%x{n}" for n in range(inputs)]
    code = Code(f"define void @each({', '.join(f'ptr {x}' for x in given)}, ptr %y, i64 %n)")
    lanes = Lanes(code, dtype, machine.width(dtype))
    with code.loop(0, "%n", lanes.width) as k:
        some = lanes.first(code.integer("sub", "%n", k))
        values = [lanes.load(code.at(x, k, LETTERS[dtype]), some) for x in given]
        lanes.store(function(lanes, *values), code.at("%y", k, LETTERS[dtype]), some)
    compiled = machine.translate(code.text() + lanes.declarations())
    elementwise.made += 1
    address = load(compiled, f"each {elementwise.made}", ("each",), {})["each"]
    call = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * (inputs + 1), ctypes.c_int64)(address)

    def of(*arrays):
        arrays = [np.ascontiguousarray(array, dtype) for array in arrays]
        y = np.empty_like(arrays[0])
        call(*(array.ctypes.data for array in (*arrays, y)), y.size)
        return y

    return of


elementwise.made = 0
