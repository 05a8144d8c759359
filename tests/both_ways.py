"""The same run by machine code and by NumPy, side by side."""

from contextlib import contextmanager
from unittest import mock

import numpy as np
from kinds import random_mask

from rnnlib import compiled


@contextmanager
def taken():
    """Whoever asks for a compiled run inside must get one."""
    with compiled.switched(True), mock.patch.multiple(compiled, **_WATCHED):
        yield


def _watched(run):
    def watched(record, *more):
        assert run(record, *more), f"{record.cell!r}: {compiled.reason(record.cell)}"
        return True

    return watched


_WATCHED = {name: _watched(getattr(compiled, name)) for name in ("run_forward", "run_backward")}


def run(layer, given, adjoints):
    """Everything that a run forward and back gives, by name; the records of single runs too."""
    y, tape = layer.forward(*given)
    dy, dstate = adjoints
    dx, dfirst, grads = layer.backward(tape, dy, dstate)
    found = {"y": y, "final": tape.final, "dx": dx, "first": dfirst} | grads
    if hasattr(tape, "names"):
        found |= {f"tape {name}": tape[name] for name in tape.names}
        found |= {f"back {name}": tape.back[name] for name in tape.back.names}
        found |= {f"old {name}": tape.previous(name) for name in tape.cell.states}
        found |= {"tape x": tape.x}
    return {name: one for label, value in found.items() for name, one in _flat(label, value)}


def _flat(name, value):
    if isinstance(value, tuple | list):
        for k, one in enumerate(value):
            yield from _flat(f"{name}.{k}", one)
    elif value is not None:
        yield name, np.array(value)


def compare(layer, given, adjoints, ulps):
    """Run both ways; no number differs by more than so many units in the last place of the largest
    one in its array (of 1 if it is less), and NaN and ±∞ stand in the same places."""
    with np.errstate(all="ignore"):
        with taken():
            fast = run(layer, given, adjoints)
        with compiled.switched(False):
            slow = run(layer, given, adjoints)
    assert fast.keys() == slow.keys()
    for name, expected in slow.items():
        got, finite = fast[name], np.isfinite(expected)
        assert got.dtype == expected.dtype and got.shape == expected.shape, name
        np.testing.assert_array_equal(np.where(finite, 0, got), np.where(finite, 0, expected), name)
        got, expected = got[finite], expected[finite]
        if expected.dtype.kind == "f" and expected.size:
            unit = np.spacing(max(np.abs(expected).max(), expected.dtype.type(1)))
            worst = np.abs(got.astype(float) - expected).max() / unit
            assert worst <= ulps, f"{name}: {worst} units in the last place"
    return fast


def drawn(layer, T, B, D, rng, symbols=False, masked=False):
    """Input of a run and adjoints of what comes, as `compare` wants them."""
    kind = layer.dtype
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D)).astype(kind)
    mask = random_mask(T, B, rng) if masked else None
    final = layer.forward(x, None, mask)[1].final
    state, dstate = (_like(final, rng) for _ in range(2))
    dy = rng.normal(size=(T, B, layer.output_size)).astype(kind)
    return (x, state, mask), (dy, dstate)


def _like(final, rng):
    if isinstance(final, tuple):
        return tuple(_like(one, rng) for one in final)
    return rng.normal(size=final.shape).astype(final.dtype)


def weak(layer, rng):
    """So that rounding does not grow from step to step."""
    for p in layer.params.values():
        p[...] = rng.normal(scale=1 / np.sqrt(1 + p.shape[0]), size=p.shape)
    return layer
