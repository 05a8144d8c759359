"""Functions of machine code, callable from Python: the kernels of a machine, and loops over them."""

import ctypes
from functools import cache
from hashlib import sha256
from pathlib import Path

from rnnlib.compiled import store
from rnnlib.compiled.few import few
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.loop import declarations, loop
from rnnlib.compiled.machine import load
from rnnlib.compiled.packing import packing
from rnnlib.compiled.products import products, tile
from rnnlib.compiled.sums import sums

POINTER, NUMBER = ctypes.c_void_p, ctypes.c_int64
KERNELS = {  # beside the products, which only loops call: what they are called with
    "pack_a": (POINTER, POINTER, *[NUMBER] * 6),
    "outer": (POINTER, NUMBER, NUMBER, POINTER, NUMBER, NUMBER, POINTER, *[NUMBER] * 5, POINTER),
    "apply": (POINTER, POINTER, NUMBER, NUMBER, POINTER, *[NUMBER] * 6),
}
PRODUCTS = tuple(f"{name}{way}" for name in ("set", "add") for way in ("", "_few", "_one"))
LOOP = (POINTER, POINTER, *[NUMBER] * 6)


@cache
def kernels(machine, dtype):
    """All kernels by name: those of `KERNELS` as functions, the products as addresses; "width" is
    the floats in a register, "tile" the rows of a panel."""
    parts = (products, few, packing, sums)
    code = _code(machine, f"kernels {dtype}", lambda: "".join(p(machine, dtype) for p in parts), dtype)
    found = load(code, f"kernels {machine.name} {dtype}", (*KERNELS, *PRODUCTS), {})
    found |= {name: _function(found[name], given) for name, given in KERNELS.items()}
    return found | {"width": machine.width(dtype), "tile": tile(machine)}


@cache
def run(machine, dtype, program):
    """The function @run of a program (`rnnlib.compiled.loop`)."""
    known = {name: kernels(machine, dtype)[name] for name in PRODUCTS}
    code = _code(machine, f"{dtype} {program.key}", lambda: loop(machine, dtype, program), dtype, True)
    name = f"run {sha256(program.key.encode()).hexdigest()} {machine.name} {dtype}"
    return _function(load(code, name, ("run",), known)["run"], LOOP)


def _function(address, given):
    return ctypes.CFUNCTYPE(None, *given)(address)


def _code(machine, what, text, dtype, calls=False):
    """Machine code from the disk, or made and put there."""

    def make():
        lanes = Lanes(None, dtype, machine.width(dtype))
        beside = declarations(lanes) if calls else lanes.declarations()
        return machine.translate(text() + beside)

    return store.kept(f"{_source()}\n{machine.key}\n{what}", make)


@cache
def _source():
    """A checksum of all that decides what the machine code is."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
