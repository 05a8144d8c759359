"""What a cell costs: parameters, multiplications, time."""

from time import perf_counter

import numpy as np

from rnnlib.cells import Cell
from rnnlib.edge import brief, expect, generator, mapping, one_of, whole
from rnnlib.layers import Recurrent

MOST = 10**8  # parameters that `size_for` looks for: it makes the cells


def parameters(cell):
    """How many numbers training may change."""
    _with_parameters(cell)
    return sum(p.size for p in cell.params.values())


def multiplications(cell):
    """Multiplications by weights in one step of one sequence: all weights but the biases once.

    An LSTM of D inputs and H units has 4 H (D + H), a GRU 3 H (D + H), a plain cell H (D + H).
    """
    _with_parameters(cell)
    return sum(p.size for p in cell.params.values() if p.ndim == 2)


def size_for(kind, D, wanted):
    """The number of units H at which a cell of the class ``kind`` has the number of parameters
    nearest to ``wanted``; the smaller H where two are equally near."""
    whole("wanted", wanted, 1, "a positive number of parameters")
    expect(wanted <= MOST, "wanted", f"at most {MOST} parameters", wanted)
    fits = isinstance(kind, type) and issubclass(kind, Cell)
    expect(fits, "kind", "a cell class, such as LSTMCell", brief(kind))

    def count(H):
        return parameters(kind(D, H, rng=np.random.default_rng(0)))

    low, high = 1, 2
    while count(high) < wanted:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if count(middle) >= wanted else (middle, high)
    return min((low, high), key=lambda H: abs(count(H) - wanted))


def step_times(cells, *, T=50, B=32, rounds=7, rng):
    """{name: seconds} of one step forward and back, on this machine, now.

    cells: {name: cell}. They take turns, so that whatever else the machine does hits all alike;
    each gets the shortest of its ``rounds`` runs, divided by T.
    """
    generator(rng)
    for name, number in (("T", T), ("B", B), ("rounds", rounds)):
        whole(name, number, 1, "a positive integer")
    for cell in mapping("cells", cells, "a dict of cells").values():
        one_of("cells", cell, Cell, "cells, such as LSTMCell(D, H, rng=rng)")
    runs = {
        name: (Recurrent(cell), rng.normal(size=(T, B, cell.D))) for name, cell in cells.items()
    }
    best = dict.fromkeys(runs, np.inf)
    for _ in range(rounds):
        for name, (layer, x) in runs.items():
            start = perf_counter()
            y, tape = layer.forward(x.astype(layer.cell.dtype))
            layer.backward(tape, y)
            best[name] = min(best[name], (perf_counter() - start) / T)
    return best


def _with_parameters(cell):
    expect(hasattr(cell, "params"), "cell", "one with parameters", brief(cell))
