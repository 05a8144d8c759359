"""The record of a run, forward and backward: complete, named, and the caller's to keep."""

import gc
from weakref import ref

import numpy as np
import pytest
from kinds import CELLS, layer_of, lively, random_state

import rnnlib


@pytest.mark.parametrize("kind", CELLS)
def test_every_name_at_every_step(kind):
    rng = np.random.default_rng(0)
    layer = layer_of(kind, 2, 3, rng)
    state = random_state(layer, 4, rng)
    y, tape = layer.forward(rng.normal(size=(5, 4, 2)), state)
    cell = layer.cell
    assert set(tape.names) == {*cell.gates, *cell.extras, *cell.states} and len(tape) == 5
    for name in tape.names:
        assert tape[name].shape == (5, 4, cell.size(name))
    np.testing.assert_array_equal(y, tape[cell.states[0]])
    for k, name in enumerate(cell.states):
        np.testing.assert_array_equal(tape.previous(name)[0], state[k])
        np.testing.assert_array_equal(tape.previous(name)[1:], tape[name][:-1])
        for t in range(5):
            np.testing.assert_array_equal(tape.state(t + 1)[k], tape[name][t])
        np.testing.assert_array_equal(tape.state(-1)[k], tape.final[k])
    layer.backward(tape, np.ones_like(y))
    assert set(tape.back.names) == {*cell.states, *(f"z_{gate}" for gate in cell.gates)}
    for name in tape.back.names:
        assert tape.back[name].shape == (5, 4, cell.size(name.removeprefix("z_")))


def test_recording_copies_nothing():
    layer = layer_of(rnnlib.LSTMCell, 2, 3, np.random.default_rng(0))
    y, tape = layer.forward(np.zeros((5, 4, 2)))
    assert np.shares_memory(y, tape["h"]) and np.shares_memory(tape["f"], tape["i"].base)


@pytest.mark.parametrize("kind", CELLS)
def test_a_later_call_overwrites_nothing(kind):
    rng = np.random.default_rng(1)
    layer = layer_of(kind, 2, 3, rng)

    def run(x):
        y, tape = layer.forward(x)
        dx, dstate, grads = layer.backward(tape, np.ones_like(y))
        held = [y, dx, *dstate, *grads.values(), *tape.final]
        return held + [tape[n] for n in tape.names] + [tape.back[n] for n in tape.back.names]

    x = rng.normal(size=(5, 4, 2))
    first = run(x)
    copies = [array.copy() for array in first]
    run(rng.normal(size=(5, 4, 2)))
    lively(layer.params, rng)  # not even new parameters reach back
    for array, copy in zip(first, copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_backward_twice_gives_the_same():
    rng = np.random.default_rng(2)
    layer = layer_of(rnnlib.LSTMCell, 2, 3, rng)
    y, tape = layer.forward(rng.normal(size=(5, 4, 2)))
    dy = rng.normal(size=y.shape)
    kept = dy.copy()
    once, twice = layer.backward(tape, dy), layer.backward(tape, dy)
    np.testing.assert_array_equal(dy, kept)
    np.testing.assert_array_equal(once[0], twice[0])
    for name in once[2]:
        np.testing.assert_array_equal(once[2][name], twice[2][name])


def test_views_are_read_only():
    layer = layer_of(rnnlib.LSTMCell, 2, 3, np.random.default_rng(3))
    y, tape = layer.forward(np.zeros((2, 1, 2)))
    for view in (y, tape["f"], tape.previous("c"), *tape.final):
        with pytest.raises(ValueError, match="read-only"):
            view[...] = 0


def test_flow_is_the_norm_of_the_adjoint():
    rng = np.random.default_rng(4)
    layers = [layer_of(rnnlib.GRUCell, 3, 3, rng) for _ in range(2)]
    for net in (layers[0], rnnlib.Stacked(layers), rnnlib.Bidirectional(*layers)):
        y, tape = net.forward(rng.normal(size=(6, 2, 3)))
        net.backward(tape, rng.normal(size=y.shape))
        inner = getattr(tape, "layers", (tape,))
        norms = [[np.linalg.norm(part.back["h"][t]) for t in range(6)] for part in inner]
        if isinstance(net, rnnlib.Bidirectional):
            norms[1].reverse()
        np.testing.assert_allclose(np.atleast_2d(tape.flow()), norms)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda tape: tape["q"], "name: expected one of i, f, o, g, m, h, c, got 'q'"),
        (lambda tape: tape.previous("f"), "name: expected a state, one of h, c, got 'f'"),
        (lambda tape: tape.state(9), "t: expected a step from 0 to T = 2, got 9"),
        (lambda tape: tape.flow(), "tape: expected one that `backward` has been run on"),
    ],
)
def test_wrong_questions(ask, message):
    layer = layer_of(rnnlib.LSTMCell, 2, 3, np.random.default_rng(5))
    _, tape = layer.forward(np.zeros((2, 1, 2)))
    with pytest.raises(ValueError, match="^" + message.replace("(", r"\(").replace("`", ".")):
        ask(tape)


def test_wrong_questions_backward():
    layer = layer_of(rnnlib.LSTMCell, 2, 3, np.random.default_rng(5))
    y, tape = layer.forward(np.zeros((2, 1, 2)))
    layer.backward(tape, y)
    with pytest.raises(ValueError, match="name: expected one of h, c, z_i, z_f, z_o, z_g, got 'f'"):
        tape.back["f"]


def test_reprs_are_short_and_stable():
    layer = layer_of(rnnlib.LSTMCell, 2, 3, np.random.default_rng(6))
    y, tape = layer.forward(np.zeros((2, 1, 2)))
    layer.backward(tape, y)
    assert repr(layer) == "Recurrent(LSTMCell(D=2, H=3, dtype=float64))"
    assert repr(tape) == "Tape(LSTMCell, T=2, B=1, H=3)"
    assert repr(tape.back) == "Adjoint(LSTMCell, T=2, B=1)"


def test_a_tape_goes_as_soon_as_nobody_holds_it():
    """No cycle of references: training in windows keeps one window, not as many as come between
    two runs of the garbage collector."""
    layer = layer_of(rnnlib.LSTMCell, 3, 4, np.random.default_rng(0))
    y, tape = layer.forward(np.ones((5, 2, 3)))
    layer.backward(tape, np.ones(y.shape))
    gone, back = ref(tape), tape.back
    gc.disable()
    try:
        del tape, y
        assert gone() is None
    finally:
        gc.enable()
    assert back["h"].shape == back["z_f"].shape == (5, 2, 4)
    assert repr(back) == "Adjoint(LSTMCell, T=5, B=2)"
