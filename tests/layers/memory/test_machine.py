"""The machine as a whole: gradients, PyTorch, its tape, and a memory of any size."""

import numpy as np
import pytest
from layers.memory.machines import KINDS, B, D, H, M, N, T, build
from layers.memory.torch_machine import run
from needs import need

from rnnlib import LSTMCell, check_gradients
from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.layers.memory import FeedForwardController, NeuralTuringMachine

kinds = pytest.mark.parametrize("kind", KINDS)


@kinds
def test_gradients(kind):
    machine, rng, x, state = build(kind)
    errors = check_gradients(machine, x, state, rng=rng)
    assert {"controller.W", "heads.V", "x", "state.0"} <= errors.keys()
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("kind", list(KINDS)[:2] + list(KINDS)[3:])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_equals_pytorch(kind, dtype):
    """A naive machine in PyTorch and its automatic derivative are the judge."""
    torch = need("torch")
    machine, rng, x, state = build(kind, dtype)
    y, tape = machine.forward(x, state)
    dy = rng.normal(size=y.shape).astype(dtype)
    dstate = tuple(rng.normal(size=a.shape).astype(dtype) for a in tape.final)
    dx, dfirst, grads = machine.backward(tape, dy, dstate)
    leaf = {n: torch.tensor(p.copy(), requires_grad=True) for n, p in machine.params.items()}
    tx, *tstate = (torch.tensor(a.copy(), requires_grad=True) for a in (x, *state))
    lstm = isinstance(machine.controller, LSTMCell)
    loss, close = 0, {"rtol": 1e-4, "atol": 1e-5}
    if dtype is np.float32:
        close = {"rtol": 5e-3, "atol": 2e-4}
    for b in range(B):
        ty, final = run(torch, leaf, tx[:, b], [a[b] for a in tstate], machine.heads, lstm)
        np.testing.assert_allclose(y[:, b], ty.detach().numpy(), **close)
        loss = loss + (ty * torch.tensor(dy[:, b])).sum()
        for mine, theirs, d in zip(tape.final, final, dstate, strict=True):
            np.testing.assert_allclose(mine[b], theirs.detach().numpy(), **close)
            loss = loss + (theirs * torch.tensor(d[b])).sum()
    loss.backward()
    # a feed-forward controller's first state is never read, so PyTorch has no gradient of it
    pairs = [(dx, tx), *zip(dfirst, tstate, strict=True), *((grads[n], leaf[n]) for n in grads)]
    for mine, theirs in pairs:
        assert mine.dtype == dtype
        if theirs.grad is None:
            assert not mine.any() and not lstm
        else:
            np.testing.assert_allclose(mine, theirs.grad.numpy(), **close)


@kinds
def test_a_run_in_pieces_is_one_run(kind):
    machine, rng, x, state = build(kind)
    y, tape = machine.forward(x, state)
    dy = rng.normal(size=y.shape)
    dx, dfirst, grads = machine.backward(tape, dy)
    y1, tape1 = machine.forward(x[:1], state)
    y2, tape2 = machine.forward(x[1:], tape1.final)
    np.testing.assert_allclose(np.concatenate((y1, y2)), y, rtol=1e-12)
    dx2, dstate, grads2 = machine.backward(tape2, dy[1:])
    dx1, dfirst1, grads1 = machine.backward(tape1, dy[:1], dstate)
    np.testing.assert_allclose(np.concatenate((dx1, dx2)), dx, rtol=1e-9, atol=1e-12)
    for one, other in zip(dfirst1, dfirst, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)
    for name, d in grads.items():
        np.testing.assert_allclose(grads1[name] + grads2[name], d, rtol=1e-9, atol=1e-12)


@kinds
def test_the_tape_tells_of_every_step(kind):
    machine, _, x, state = build(kind)
    y, tape = machine.forward(x, state)
    R, K, writes, S = machine.heads.reads, machine.heads.K, machine.heads.writes, machine.heads.S
    shapes = {"M": (N, M), "r": (R, M), "k": (K, M), "beta": (K,), "g": (K,), "gamma": (K,)}
    shapes |= {"s": (K, S), "e": (writes, M), "a": (writes, M), "h": (H,)}
    for name in ("w_before", "C", "w_c", "w_g", "w_s", "w"):
        shapes[name] = K, N
    for name, shape in shapes.items():
        assert tape[name].shape == (T, B, *shape), name
        assert not tape[name].flags.writeable
    for name in ("w_c", "w_g", "w_s", "w", "s"):
        np.testing.assert_allclose(tape[name].sum(-1), 1, rtol=1e-9)
    np.testing.assert_array_equal(tape["w_before"][1:], tape["w"][:-1])
    np.testing.assert_array_equal(tape.previous("M")[1:], tape["M"][:-1])
    np.testing.assert_array_equal(y, np.concatenate((tape["h"], tape["r"].reshape(T, B, -1)), 2))
    assert len(tape) == T and {"M", "w", "k", "h"} <= set(tape.names)


def test_adjoints_of_the_tape_are_derivatives():
    """∂L/∂M_t and ∂L/∂w_t on the tape, by moving M and w where the run is cut."""
    machine, rng, x, state = build("LSTM, two heads each")
    y, tape = machine.forward(x, state)
    dy = rng.normal(size=y.shape)
    machine.backward(tape, dy)
    _, tape1 = machine.forward(x[:2], state)
    final = tuple(np.array(a) for a in tape1.final)

    def rest(_):
        return np.vdot(machine.forward(x[2:], final)[0], dy[2:])

    _, later = machine.forward(x[2:], final)
    _, dfinal, _ = machine.backward(later, dy[2:])
    for at in (-3, -2):  # M and w
        numeric = numerical_gradient(rest, final[at])
        assert gradient_error(dfinal[at], numeric) < 1e-8
    # that of the run whole has also what this step's reading says, r_t = Σ w_t(i) M_t(i)
    dr = tape.back["r"][1]
    dM = dfinal[-3] + np.einsum("bkn,bkm->bnm", tape["w"][1][:, :2], dr)
    np.testing.assert_allclose(tape.back["M"][1], dM, rtol=1e-9, atol=1e-12)
    for name in tape.back.names:
        assert tape.back[name].shape == tape[name].shape, name


@pytest.mark.parametrize("kind", ["feed-forward", "one read head, two write heads"])
def test_a_larger_memory_needs_no_new_parameter(kind):
    """No parameter knows N; and places that no head comes to change nothing at all.

    With its gates at 0 and its shift at +1, a head goes from place to place, one a step.
    """
    machine, _, x, _ = build(kind)
    large = machine.with_memory(50)
    assert large.params.keys() == machine.params.keys()
    for name, p in large.params.items():
        assert p is machine.params[name]
    y, tape = large.forward(x)
    assert tape["M"].shape == (T, B, 50, M) and y.shape == machine.forward(x)[0].shape
    assert machine.N == N and machine.describe() == large.describe()
    every, _ = machine.heads.split(machine.own["b"][None])
    machine.own["V"][...] = 0
    every[..., M + 2], every[..., M + 3 :] = -1000, -1000
    every[..., -1] = 1000
    (few, near), (many, far) = machine.forward(x), large.forward(x)
    np.testing.assert_array_equal(few, many)
    np.testing.assert_array_equal(near["M"], far["M"][:, :, :N])


def test_where_it_begins():
    machine, _, x, _ = build("feed-forward")
    _, tape = machine.forward(x)
    assert (tape.previous("M")[0] == 0.01).all() and not tape.previous("r")[0].any()
    np.testing.assert_array_equal(tape["w_before"][0], np.broadcast_to(np.eye(N)[0], (B, 2, N)))


def test_a_caller_keeps_what_it_has_got():
    machine, _, x, state = build("LSTM, two heads each")
    y, tape = machine.forward(x, state)
    kept, memory, first = y.copy(), tape["M"].copy(), machine.backward(tape, y)
    machine.forward(2 * x, state)
    for p in machine.params.values():
        p *= 2
    x[...] = np.nan
    for array in state:
        array[...] = np.nan
    np.testing.assert_array_equal(y, kept)
    np.testing.assert_array_equal(tape["M"], memory)
    again = machine.backward(tape, kept)
    for one, other in zip(first[2].values(), again[2].values(), strict=True):
        np.testing.assert_array_equal(one, other)


RIGHT, _, X, STATE = build("feed-forward")
RNG = np.random.default_rng(0)


def machine_of(**changes):
    sizes = {"controller": FeedForwardController(D + M, H, rng=RNG), "N": N, "M": M, "rng": RNG}
    return NeuralTuringMachine(**sizes | changes)


WRONG = {
    "controller: expected a cell, such as LSTMCell(D, H, rng=rng), got 3": lambda: machine_of(
        controller=3
    ),
    "controller: expected a cell of more than reads · M = 8 inputs, got D = 7": lambda: machine_of(
        reads=2
    ),
    "N: expected a positive integer, got 0": lambda: machine_of(N=0),
    "N: expected at least as many places as there are shifts, 3, got 2": lambda: RIGHT.with_memory(
        2
    ),
    "shifts: expected a positive odd integer, got 4": lambda: machine_of(shifts=4),
    "x: expected shape (T, B, 3), got (4, 2, 2)": lambda: RIGHT.forward(X[..., :2]),
    "x: expected floats (T, B, 3), got shape (4, 2)": lambda: RIGHT.forward(X[..., 0]),
    "mask: expected None: sequences of one length, got ndarray": lambda: RIGHT.forward(
        X, mask=np.ones((T, B), bool)
    ),
    "state: expected a tuple of h, M, w, r, got tuple of 3": lambda: RIGHT.forward(X, STATE[1:]),
    "state: expected w of shape (2, 2, 6), got (2, 2, 5)": lambda: RIGHT.forward(
        X, (*STATE[:2], STATE[2][..., 1:], STATE[3])
    ),
    "state: expected weightings w that are not negative, got -": lambda: RIGHT.forward(
        X, (*STATE[:2], -STATE[2], STATE[3])
    ),
    "dstate: expected a tuple of 4, one for each state, got list of 1": lambda: RIGHT.backward(
        RIGHT.forward(X)[1], None, [None]
    ),
    "dy: expected shape (4, 2, 9), got (4, 2, 3)": lambda: RIGHT.backward(RIGHT.forward(X)[1], X),
    "tape: expected one recorded by this NeuralTuringMachine, got MemoryTape(T=4": lambda: (
        RIGHT.backward(machine_of().forward(X)[1], None)
    ),
    "name: expected one of M, r, w_before, C, w_c, w_g, w_s, w, k, beta": lambda: RIGHT.forward(X)[
        1
    ]["W"],
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_input(message):
    with pytest.raises(ValueError) as caught:
        WRONG[message]()
    assert str(caught.value).startswith(message)
