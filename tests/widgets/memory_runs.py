"""Runs of small machines for tests of the widget MemoryView."""

from functools import cache

import numpy as np

from rnnlib import LSTMCell
from rnnlib.layers.memory import NeuralTuringMachine


@cache
def memory_run(T=6, B=2, N=7, M=3, reads=1, writes=1, shifts=3, back=True, factor=2.0):
    """(tape, what `backward` gave) of a machine with weights drawn by chance, times ``factor``."""
    rng = np.random.default_rng(1)
    cell = LSTMCell(2 + reads * M, 5, rng=rng)
    machine = NeuralTuringMachine(cell, N, M, rng=rng, reads=reads, writes=writes, shifts=shifts)
    machine.params["heads.V"] *= factor
    y, tape = machine.forward(rng.normal(size=(T, B, 2)))
    return tape, machine.backward(tape, rng.normal(size=y.shape)) if back else None


def number_of(view, ref, t, h, i, m):
    """The number that a formula of the page asks for as ``ref``, taken from `view.arrays`."""
    name, _, mark = ref.partition("@")
    before = name.endswith("⁻")
    values = view.arrays[name.removesuffix("⁻")]
    row = values[t + len(values) - len(view.tape) - before]
    reads, name = view.tape.owner.heads.reads, name.removesuffix("⁻").removeprefix("∂L/∂")
    if name == "s":
        return row[h, row.shape[1] // 2 + int(mark)]
    if name in ("e", "a"):
        return row[int(mark[1:]) if mark else max(0, h - reads), m]
    if name == "r":
        return row[h if h < reads else 0, m]
    if name in ("M", "M_kept", "erased", "added"):
        return row[i, m]
    if name == "k":
        return row[h, m]
    if name == "M_norm":
        return row[i]
    if mark.startswith("q"):
        return row[reads + int(mark[1:]), i]
    if mark == "p":
        return row[h if h < reads else 0, i]
    return row[h] if row.ndim == 1 else row[h, (i + int(mark or 0)) % row.shape[1]]
