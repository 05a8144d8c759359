"""The gradient-path splitter: exact, against brute force, with forget gates put in place."""

import itertools

import numpy as np
import pytest
from kinds import layer_of

import rnnlib
from rnnlib.analysis import split_paths
from rnnlib.checks import numerical_gradient


def run(T=6, B=2, D=2, H=3, symbols=False):
    rng = np.random.default_rng(2)
    layer = layer_of(rnnlib.LSTMCell, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    state = tuple(rng.normal(size=(B, H)) for _ in "hc")
    _, tape = layer.forward(x, state)
    return layer, tape, rng.normal(size=(T, B, H)), tuple(rng.normal(size=(B, H)) for _ in "hc")


@pytest.mark.parametrize("symbols", [False, True])
def test_the_sum_is_what_backward_finds(symbols):
    layer, tape, dy, last = run(symbols=symbols)
    for ends in ((dy, None), (None, last), (dy, last), (None, (None, last[1]))):
        layer.backward(tape, *ends)
        paths = split_paths(tape, *ends)
        np.testing.assert_allclose(paths.total, tape.back["c"], rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(paths.carry + paths.rest, paths.total, rtol=0, atol=1e-15)
        np.testing.assert_allclose(paths.c, tape["c"], rtol=1e-12)
        np.testing.assert_allclose(paths.f, tape["f"], rtol=1e-12)


def test_the_carry_is_the_product_of_forget_gates():
    _, tape, _, last = run()
    f = tape["f"]
    carry = split_paths(tape, None, (None, last[1])).carry
    for k in range(len(f)):
        np.testing.assert_allclose(carry[k], last[1] * f[k + 1 :].prod(0), rtol=1e-12)


def test_the_carry_is_the_gradient_with_all_gates_frozen():
    """Central differences of a run whose gates are numbers, not functions of h."""
    _, tape, dy, last = run()
    i, f, o, g = (tape[name] for name in "ifog")

    def loss(c, k):
        """L when step k + 1, …, T run on from c_k = c with the gates as they were."""
        total = 0
        for t in range(k, len(f)):
            c = c if t == k else f[t] * c + i[t] * g[t]
            total += np.vdot(dy[t], o[t] * np.tanh(c))
        return total + np.vdot(last[0], o[-1] * np.tanh(c)) + np.vdot(last[1], c)

    carry = split_paths(tape, dy, last).carry
    for k in range(len(f)):
        c = tape["c"][k].copy()
        numeric = numerical_gradient(lambda c, k=k: loss(c, k), c)
        np.testing.assert_allclose(carry[k], numeric, atol=1e-8)


def test_every_path_one_by_one():
    """One unit, three steps: multiply along each road from c_3 to c_1 and add the roads up."""
    rng = np.random.default_rng(0)
    layer = layer_of(rnnlib.LSTMCell, 1, 1, rng)
    _, tape = layer.forward(rng.normal(size=(3, 1, 1)))
    v = {name: tape[name][:, 0, 0] for name in "ifogmc"}
    u = dict(zip("ifog", layer.params["U"][0], strict=True))

    def edges(t):
        """From c_t through a gate to h_{t−1}, by three doors; from h_t by o; f; from h_t to c_t."""
        i, f, o, g, m, c_ = *(v[n][t] for n in "ifogm"), v["c"][t - 1]
        doors = {"i": g * i * (1 - i), "f": c_ * f * (1 - f), "g": i * (1 - g**2)}
        doors = {gate: slope * u[gate] for gate, slope in doors.items()}
        return doors, m * o * (1 - o) * u["o"], f, o * (1 - m**2)

    carry = rest = 0
    for walk in itertools.product("cifg", repeat=2):  # a loss of 1 at c_3, in two steps to c_1
        share = 1.0
        for t, step in zip((2, 1), walk, strict=True):
            doors, _, f, _ = edges(t)
            share *= f if step == "c" else doors[step] * edges(t - 1)[3]  # c_t, h_{t−1}, c_{t−1}
        carry, rest = (share, rest) if walk == ("c", "c") else (carry, rest + share)
    rest += sum(edges(2)[0].values()) * edges(1)[1] * edges(0)[3]  # c_3, h_2, o_2, h_1, c_1
    paths = split_paths(tape, None, (None, np.ones((1, 1))))
    assert paths.carry[0, 0, 0] == pytest.approx(carry, rel=1e-12)
    assert paths.rest[0, 0, 0] == pytest.approx(rest, rel=1e-12)


def test_forget_gates_put_in_place_are_constants_of_a_run_made_anew():
    layer, tape, dy, _ = run()
    forget = np.full(dy.shape, np.nan)
    forget[2:4] = 0.9
    forget[1, 0, 1] = 0.0
    paths = split_paths(tape, dy, forget=forget)
    W, U, b = (layer.params[n] for n in "WUb")

    def loss(nudge, k):
        """The clamped run, slowly, with c_k moved by ``nudge``."""
        (h, c), total = tape.state(0), 0
        for t in range(len(dy)):
            z_i, z_f, z_o, z_g = np.split(tape.x[t] @ W + h @ U + b, 4, axis=1)
            f = rnnlib.sigmoid(z_f)
            f = np.where(np.isnan(forget[t]), f, forget[t])
            np.testing.assert_allclose(paths.f[t], f, atol=1e-3)
            c = f * c + rnnlib.sigmoid(z_i) * np.tanh(z_g) + (nudge if t == k else 0)
            h = rnnlib.sigmoid(z_o) * np.tanh(c)
            total += np.vdot(dy[t], h)
        return total

    for k in range(len(dy)):
        numeric = numerical_gradient(lambda n, k=k: loss(n, k), np.zeros(dy.shape[1:]))
        np.testing.assert_allclose(paths.total[k], numeric, atol=1e-8)


def test_a_closed_gate_lets_nothing_along_the_carry():
    _, tape, _, last = run()
    forget = np.full((6, 1, 1), np.nan)
    forget[3] = 0
    paths = split_paths(tape, None, last, forget=forget)
    assert not paths.carry[:3].any() and paths.carry[3:].all() and paths.rest[:3].all()


def test_bad_input():
    layer, tape, dy, last = run()
    gru = layer_of(rnnlib.GRUCell, 2, 3, np.random.default_rng(0)).forward(np.ones((2, 1, 2)))[1]
    peephole = layer_of(rnnlib.PeepholeLSTMCell, 2, 3, np.random.default_rng(0))
    for other in (gru, peephole.forward(np.ones((2, 1, 2)))[1], None):
        with pytest.raises(ValueError, match="tape: expected the tape of an LSTMCell, got"):
            split_paths(other)
    mask = np.ones((6, 2), bool)
    mask[4:] = False
    masked = layer.forward(np.ones((6, 2, 2)), None, mask)[1]
    with pytest.raises(ValueError, match="tape: expected a run without a mask"):
        split_paths(masked)
    with pytest.raises(ValueError, match=r"dy: expected shape \(6, 2, 3\), got \(5, 2, 3\)"):
        split_paths(tape, dy[1:])
    with pytest.raises(ValueError, match=r"dstate: expected shape \(2, 3\), got \(1, 3\)"):
        split_paths(tape, None, (last[0][:1], None))
    with pytest.raises(ValueError, match=r"forget: expected a shape that fits \(6, 2, 3\), got"):
        split_paths(tape, dy, forget=np.ones(5))
    for wrong in (-0.1, 1.1):
        with pytest.raises(ValueError, match="forget: expected numbers from 0 to 1, or NaN"):
            split_paths(tape, dy, forget=wrong)
