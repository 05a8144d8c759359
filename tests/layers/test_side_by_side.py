"""Both directions of a `Bidirectional` at once, where there are threads."""

import numpy as np
import pytest
from needs import need

need("llvmlite")

from rnnlib import Bidirectional, GRUCell, LSTMCell, Recurrent, Stacked, compiled  # noqa: E402
from rnnlib.compiled import pool  # noqa: E402


@pytest.fixture
def threads(monkeypatch):
    """Sets how many threads there are, whatever the work; says how often two things ran at once."""
    taken, before, plain = [], compiled.threads(), pool._pool

    def watched(n, work="parts"):
        taken.append(work)
        return plain(n, work)

    monkeypatch.setattr(pool, "LEAST", 1)
    monkeypatch.setattr(pool, "_pool", watched)

    def set_to(n):
        compiled.set_threads(n)
        taken.clear()
        return taken

    yield set_to
    compiled.set_threads(before)


def layer(ways=(LSTMCell, GRUCell), D=3, p=0.0):
    rng = np.random.default_rng(1)
    ways = [Recurrent(kind(D, 5, rng=rng)) for kind in ways]
    if p:
        ways = [Stacked([way, Recurrent(GRUCell(5, 2, rng=rng))], dropout=p) for way in ways]
    return Bidirectional(*ways)


def run(both, mask=True, rng=None):
    draw = np.random.default_rng(2)
    x, lengths = draw.normal(size=(7, 4, both.input_size)), draw.integers(1, 8, 4)
    mask = np.arange(7)[:, None] < lengths if mask else None
    y, tape = both.forward(x, mask=mask, rng=rng)
    dx, first, grads = both.backward(tape, draw.normal(size=y.shape))
    return [y, dx, *grads.values()]


@pytest.mark.parametrize("mask", [False, True])
@pytest.mark.parametrize("n", [2, 3])
def test_at_once_is_one_after_the_other(threads, n, mask):
    threads(1)
    expected = run(layer(), mask)
    taken = threads(n)
    found = run(layer(), mask)
    assert taken.count("both") == 2  # forward, and backward
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_inside_another_one_there_is_no_more_to_share(threads):
    inner = [Bidirectional(*layer().layers) for _ in range(2)]
    taken = threads(8)
    run(Bidirectional(*inner))
    assert taken.count("both") == 2


def test_draws_come_in_their_order(threads):
    threads(1)
    expected = run(layer(p=0.5), rng=np.random.default_rng(3))
    taken = threads(2)
    found = run(layer(p=0.5), rng=np.random.default_rng(3))
    assert taken.count("both") == 1  # backward alone
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_numpy_alone_does_one_after_the_other(threads):
    taken = threads(2)
    with compiled.switched(False):
        run(layer())
    assert "both" not in taken


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_of_either_is_the_callers(threads, bad):
    both, state = layer(), [None, None]
    state[bad] = "nothing of the kind"
    threads(2)
    with pytest.raises((TypeError, ValueError), match="^state"):
        both.forward(np.zeros((7, 4, 3)), tuple(state))


def test_numpys_settings_are_those_of_the_caller(threads):
    threads(2)
    with np.errstate(over="raise"):
        said = pool.both(np.geterr, np.geterr, 10**9)
    assert [s["over"] for s in said] == ["raise", "raise"]
