"""A run that keeps every √T-th state: the same outputs and gradients, bit for bit."""

import copy
import gc
import itertools
import pickle
import tracemalloc
from contextlib import nullcontext
from weakref import ref

import numpy as np
import pytest
from kinds import CELLS, layer_of, random_mask, random_state

from rnnlib import LSTMCell, Recurrent, compiled
from rnnlib.checkpoints import Checkpoints
from rnnlib.tape import pack

WAYS = [nullcontext, lambda: compiled.switched(False)]


def everything(layer, x, state, mask, dy, dstate, checkpoint):
    """The outputs, final and initial adjoints, dx and gradients of one run."""
    y, tape = layer.forward(x, state, mask, checkpoint=checkpoint)
    dx, first, grads = layer.backward(tape, dy, dstate)
    dx = {} if dx is None else {"dx": dx}
    states = {f"{k}.{n}": s for k, part in (("final", tape.final), ("first", first))
              for n, s in enumerate(part)}  # fmt: skip
    return {"y": y, **states, **dx, **grads}


@pytest.mark.parametrize("way", WAYS, ids=["compiled", "NumPy"])
@pytest.mark.parametrize("B", [1, 3, 20])
@pytest.mark.parametrize("kind", CELLS)
def test_every_bit_is_the_same(kind, B, way):
    rng = np.random.default_rng(B)
    layer, T = layer_of(kind, 5, 6, rng), 150  # 64 steps, 64 and a rest
    dy = rng.normal(size=(T, B, layer.output_size))
    for x in (rng.normal(size=(T, B, 5)), rng.integers(5, size=(T, B))):
        for mask in (None, random_mask(T, B, rng)):
            given = x, random_state(layer, B, rng), mask, dy, random_state(layer, B, rng)
            with way():
                kept, whole = (everything(layer, *given, checkpoint=c) for c in (True, False))
            assert kept.keys() == whole.keys()
            for name, expected in whole.items():
                np.testing.assert_array_equal(kept[name], expected, name)


@pytest.mark.parametrize("threads", [2, 3])
def test_every_bit_is_the_same_on_several_threads(threads):
    rng, before = np.random.default_rng(0), compiled.threads()
    layer = layer_of(LSTMCell, 3, 8, rng, np.float32)
    x, dy = rng.normal(size=(1000, 64, 3)), rng.normal(size=(1000, 64, 8))
    compiled.set_threads(threads)
    try:
        given = x, None, None, dy, None
        kept, whole = (everything(layer, *given, checkpoint=c) for c in (True, False))
    finally:
        compiled.set_threads(before)
    for name, expected in whole.items():
        np.testing.assert_array_equal(kept[name], expected, name)


@pytest.mark.parametrize("symbols", [False, True])
def test_stretches_may_be_compiled_or_not_as_others_switch(symbols, monkeypatch):
    rng, turns = np.random.default_rng(7), itertools.cycle([True, True, False])
    layer = layer_of(LSTMCell, 5, 20, rng)
    x = rng.integers(5, size=(300, 16)) if symbols else rng.normal(size=(300, 16, 5))
    given = x, None, None, rng.normal(size=(300, 16, 20)), None
    whole = everything(layer, *given, checkpoint=False)
    for _ in range(3):  # each stretch in turn
        with monkeypatch.context() as changed:
            changed.setattr(compiled, "on", lambda: next(turns))
            kept = everything(layer, *given, checkpoint=True)
        for name, expected in whole.items():
            np.testing.assert_allclose(kept[name], expected, atol=1e-9, err_msg=name)
        next(turns)


def test_the_gradient_is_that_of_the_run_whatever_has_become_of_what_it_was_given():
    rng = np.random.default_rng(1)
    layer = layer_of(LSTMCell, 4, 5, rng)
    for x in (rng.normal(size=(100, 2, 4)), rng.integers(4, size=(100, 2))):
        results = []
        for changes in (False, True):
            given, before = x.copy(), {name: p.copy() for name, p in layer.params.items()}
            state = np.ones((2, 5)), np.ones((2, 5))
            y, tape = layer.forward(given, state, checkpoint=True)
            assert not any(s.flags.writeable for t in (0, 100) for s in tape.state(t))
            if changes:
                given[:] = 0
                for s in state:
                    s[:] = 0
                for p in layer.params.values():
                    p += 1
            results.append(layer.backward(tape, np.ones_like(y)))
            for name, p in layer.params.items():
                p[:] = before[name]
        (dx, first, grads), (dx_1, first_1, grads_1) = results
        np.testing.assert_equal((dx, first, grads), (dx_1, first_1, grads_1))


def test_it_says_which_steps_it_holds_and_computes_the_others():
    rng = np.random.default_rng(2)
    layer = layer_of(LSTMCell, 3, 4, rng)
    x = rng.normal(size=(200, 2, 3))
    _, tape = layer.forward(x, checkpoint=True)
    _, whole = layer.forward(x)
    assert tape.held == (0, 64, 128, 192, 200) and len(tape) == 200
    assert repr(tape) == "Checkpoints(LSTMCell, T=200, B=2, n=64)"
    for t in tape.held:
        np.testing.assert_array_equal(tape.state(t), whole.state(t))
    for t in (0, 63, 64, 199):
        start, part = tape.segment(t)
        assert start <= t < start + len(part)
        np.testing.assert_array_equal(part["f"], whole["f"][start : start + len(part)])


def test_memory_grows_with_the_root_of_the_length():
    rng = np.random.default_rng(3)
    layer = layer_of(LSTMCell, 2, 32, rng)

    def peak(T, checkpoint):
        x, dy = np.ones((T, 8, 2)), np.ones((T, 8, 32))
        tracemalloc.start()
        try:
            y, tape = layer.forward(x, checkpoint=checkpoint)
            result = layer.backward(tape, dy)
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        return most - x.nbytes - y.nbytes - result[0].nbytes  # both have those

    peak(64, False), peak(64, True)  # what is made once
    assert 20 * peak(4096, True) < peak(4096, False)


def test_a_tape_that_runs_again_with_other_matrices_uses_those():
    rng = np.random.default_rng(4)
    layer = layer_of(LSTMCell, 3, 20, rng)
    x = rng.normal(size=(80, 16, 3))
    tape = layer.forward(x, checkpoint=True)[1]._tape(0, 64)
    layer.params["U"] += 0.1
    tape.fill(x[: len(tape)], layer.start(16), None, *pack(layer.cell, False))
    layer.run(tape)
    expected, _ = layer.forward(x[: len(tape)])
    np.testing.assert_array_equal(tape["h"], expected)


def test_a_stretch_goes_as_soon_as_nobody_holds_it():
    layer = layer_of(LSTMCell, 3, 20, np.random.default_rng(5))
    _, kept = layer.forward(np.ones((80, 16, 3)), checkpoint=True)
    gc.disable()
    try:
        tape = kept._tape(0, 64)
        gone = ref(tape)
        del tape
        assert gone() is None
    finally:
        gc.enable()


def test_a_stretch_can_be_copied():
    layer = layer_of(LSTMCell, 3, 20, np.random.default_rng(6))
    _, tape = layer.forward(np.ones((80, 16, 3)), checkpoint=True)[1].segment(70)
    for other in (copy.deepcopy(tape), pickle.loads(pickle.dumps(tape))):
        np.testing.assert_array_equal(other["h"], tape["h"])


def test_what_is_not_there_and_bad_input_get_one_sentence():
    layer = layer_of(LSTMCell, 3, 4, np.random.default_rng(4))
    x = np.ones((100, 1, 3))
    with pytest.raises(ValueError, match="^checkpoint: expected True or False, got 7$"):
        layer.forward(x, checkpoint=7)
    y, tape = layer.forward(x, checkpoint=True)
    with pytest.raises(ValueError, match=r"^t: expected .* kept, of \[0, 64, 100\], got 7$"):
        tape.state(7)
    with pytest.raises(ValueError, match="^t: expected a step from 0 to 99, got 100$"):
        tape.segment(100)
    with pytest.raises(ValueError, match=r"^tape: expected segment\(t\), .* got \['f'\]$"):
        tape["f"]
    other = layer_of(LSTMCell, 3, 4, np.random.default_rng(4))
    with pytest.raises(ValueError, match="^tape: expected one recorded by this Recurrent"):
        other.backward(tape, np.ones_like(y))
    assert isinstance(tape, Checkpoints) and isinstance(layer, Recurrent)
