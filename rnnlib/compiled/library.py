"""Functions of machine code, callable from Python: kernels for a processor, and loops over them."""

import ctypes
import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import RLock

from rnnlib.compiled import store
from rnnlib.compiled.dots import dots
from rnnlib.compiled.few import few
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.loop import declarations, loop
from rnnlib.compiled.machine import load
from rnnlib.compiled.packing import packing
from rnnlib.compiled.products import products, tile
from rnnlib.compiled.sums import sums
from rnnlib.compiled.turning import turning

POINTER, NUMBER = ctypes.c_void_p, ctypes.c_int64
KERNELS = {  # beside the products, which only loops call: what they are called with
    "pack_a": (POINTER, POINTER, *[NUMBER] * 6),
    "outer": (POINTER, NUMBER, NUMBER, POINTER, NUMBER, NUMBER, POINTER, *[NUMBER] * 6, POINTER),
    "apply": (POINTER, POINTER, NUMBER, NUMBER, POINTER, *[NUMBER] * 6),
    "dots": (POINTER, NUMBER, NUMBER, POINTER, NUMBER, NUMBER, POINTER, NUMBER, NUMBER),
    "turn": (POINTER, NUMBER, NUMBER, POINTER, NUMBER, NUMBER),
}
PRODUCTS = tuple(f"{name}{way}" for name in ("set", "add") for way in ("", "_few", "_one"))
LOOP = (POINTER, POINTER, *[NUMBER] * 6)


def kernels(machine, dtype):
    """All kernels by name: those of `KERNELS` as functions, the products as addresses; "width" is
    the floats in a register, "tile" the rows of a panel."""
    with _ALONE:
        return _kernels(machine, dtype)


def run(machine, dtype, program):
    """The function @run of a program (`rnnlib.compiled.loop`)."""
    with _ALONE:
        return _run(machine, dtype, program)


_ALONE = RLock()  # LLVM makes one thing at a time, and everything once

if hasattr(os, "register_at_fork"):  # nobody is in the middle of it when a process is forked
    after = {"after_in_parent": _ALONE.release, "after_in_child": _ALONE.release}
    os.register_at_fork(before=_ALONE.acquire, **after)


@cache
def _kernels(machine, dtype):
    parts = (products, few, packing, sums, dots, turning)
    lanes = Lanes(None, dtype, machine.width(dtype))

    def text():
        return "".join(part(machine, dtype) for part in parts) + lanes.declarations()

    found = _loaded(machine, f"kernels {dtype}", text, (*KERNELS, *PRODUCTS), {})
    found |= {name: _function(found[name], given) for name, given in KERNELS.items()}
    return found | {"width": machine.width(dtype), "tile": tile(machine)}


@cache
def _run(machine, dtype, program):
    known = {name: _kernels(machine, dtype)[name] for name in PRODUCTS}
    lanes = Lanes(None, dtype, machine.width(dtype))

    def text():
        return loop(machine, dtype, program) + declarations(lanes)

    return _function(_loaded(machine, f"{dtype} {program.key}", text, ("run",), known)["run"], LOOP)


def _loaded(machine, what, text, functions, known):
    """Functions of machine code, from the disk or made and put there."""
    key = f"{_source()}\n{machine.key}\n{what}"
    code = store.kept(key, lambda: machine.translate(text()))
    return load(code, sha256(key.encode()).hexdigest(), functions, known)


def _function(address, given):
    return ctypes.CFUNCTYPE(None, *given)(address)


@cache
def _source():
    """A checksum of all that decides what the machine code is."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
