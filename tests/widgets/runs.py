"""Small seeded runs to look at."""

import numpy as np

from rnnlib import LSTMCell, Recurrent


def run(cell=LSTMCell, *, T=12, B=2, D=5, H=4, back=True, mask=None, symbols=True, dtype=float):
    """The tape of one run with lively weights, and its layer; played back unless told not to."""
    rng = np.random.default_rng(3)
    layer = Recurrent(cell(D, H, rng=rng, dtype=dtype))
    for array in layer.params.values():
        array *= 1.7
    x = rng.integers(0, D, (T, B)) if symbols else rng.normal(size=(T, B, D)).astype(dtype)
    y, tape = layer.forward(x, mask=mask)
    if back:
        layer.backward(tape, rng.normal(size=y.shape).astype(dtype) * (rng.random((T, 1, 1)) < 0.3))
    return tape, layer


def together(kinds, *, T=12, B=2, D=5, back=True, mask=None, symbols=True):
    """{name: tape} of several cells, {name: (class, H)}, on the same input."""
    rng = np.random.default_rng(3)
    x = rng.integers(0, D, (T, B)) if symbols else rng.normal(size=(T, B, D))
    tapes = {}
    for name, (kind, H) in kinds.items():
        layer = Recurrent(kind(D, H, rng=rng))
        for array in layer.params.values():
            array *= 1.7
        y, tapes[name] = layer.forward(x, mask=mask)
        if back:
            layer.backward(tapes[name], rng.normal(size=y.shape) * (rng.random((T, 1, 1)) < 0.3))
    return tapes


def received(view, name):
    """A series as the page reads it: (rows, H)."""
    return series(view._run, view._numbers, name)


def series(network, data, name):
    """The same of one network, whose bytes these are."""
    start, rows, *_ = network["series"][name]
    H = network["H"]
    return np.frombuffer(data, "<f4")[start : start + rows * H].reshape(rows, H)
