"""Every cell's forward pass against its equations, written out one step and one sum at a time."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, random_state


def σ(z):
    return 1 / (1 + np.exp(-z))


def parts(array, n):
    return np.split(array, n, axis=-1)


def vanilla(p, x, h, activation=np.tanh):
    a = x @ p["W"] + h @ p["U"] + p["b"]
    return (activation(a),), {"a": a, "h": activation(a)}


def relu(p, x, h):
    return vanilla(p, x, h, lambda a: np.where(a > 0, a, 0))


def jordan(p, x, y):
    a = x @ p["W"] + y @ p["U"] + p["b"]
    y = np.tanh(a) @ p["V"] + p["b_y"]
    return (y,), {"a": a, "h": np.tanh(a), "y": y}


def lstm(p, x, h, c, P=(0, 0, 0)):
    i, f, o, g = parts(x @ p["W"] + h @ p["U"] + p["b"], 4)
    i, f, g = σ(i + P[0] * c), σ(f + P[1] * c), np.tanh(g)
    c = f * c + i * g
    o = σ(o + P[2] * c)
    m = np.tanh(c)
    return (o * m, c), {"i": i, "f": f, "o": o, "g": g, "c": c, "m": m, "h": o * m}


def peephole(p, x, h, c):
    return lstm(p, x, h, c, p["P"])


def coupled(p, x, h, c):
    f, o, g = parts(x @ p["W"] + h @ p["U"] + p["b"], 3)
    f, o, g = σ(f), σ(o), np.tanh(g)
    c = f * c + (1 - f) * g
    m = np.tanh(c)
    return (o * m, c), {"f": f, "o": o, "g": g, "c": c, "m": m, "h": o * m}


def gru(p, x, h):
    (W_r, W_u, W_n), (U_r, U_u, U_n), (b_r, b_u, b_n) = (parts(p[k], 3) for k in "WUb")
    r, u = σ(x @ W_r + h @ U_r + b_r), σ(x @ W_u + h @ U_u + b_u)
    q = r * h
    n = np.tanh(x @ W_n + q @ U_n + b_n)
    new = u * n + (1 - u) * h
    return (new,), {"r": r, "u": u, "q": q, "n": n, "h": new}


def reset_after(p, x, h):
    (W_r, W_u, W_n), (U_r, U_u, U_n), (b_r, b_u, b_n) = (parts(p[k], 3) for k in "WUb")
    r, u = σ(x @ W_r + h @ U_r + b_r), σ(x @ W_u + h @ U_u + b_u)
    a = h @ U_n + p["b_U"]
    n = np.tanh(x @ W_n + b_n + r * a)
    new = u * n + (1 - u) * h
    return (new,), {"r": r, "u": u, "a": a, "n": n, "h": new}


def simple_gru(p, x, h):
    u, n = parts(x @ p["W"] + h @ p["U"] + p["b"], 2)
    u, n = σ(u), np.tanh(n)
    new = u * n + (1 - u) * h
    return (new,), {"u": u, "n": n, "h": new}


STEPS = [vanilla, relu, jordan, lstm, peephole, coupled, gru, reset_after, simple_gru]


@pytest.mark.parametrize(("kind", "step"), list(zip(CELLS, STEPS, strict=True)))
@pytest.mark.parametrize("symbols", [False, True], ids=["floats", "symbols"])
def test_forward_is_its_equations(kind, step, symbols):
    rng = np.random.default_rng(3)
    T, B, D, H = 6, 4, 3, 5
    layer = layer_of(kind, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    state = random_state(layer, B, rng)
    y, tape = layer.forward(x, state)
    assert {*tape.names} == {*step(layer.params, np.zeros((B, D)), *state)[1]}
    dense = np.eye(D)[x] if symbols else x
    for t in range(T):
        for name, before in zip(layer.cell.states, state, strict=True):
            np.testing.assert_allclose(tape.previous(name)[t], before, atol=1e-14)
        state, record = step(layer.params, dense[t], *state)
        for name, value in record.items():
            np.testing.assert_allclose(tape[name][t], value, atol=1e-13, err_msg=f"{name} at {t}")
        np.testing.assert_allclose(y[t], state[0], atol=1e-13)
    for end, now in zip(tape.final, state, strict=True):
        np.testing.assert_allclose(end, now, atol=1e-13)


@pytest.mark.parametrize("kind", CELLS)
def test_extreme_inputs_saturate_in_silence(kind, recwarn):
    rng = np.random.default_rng(4)
    layer = layer_of(kind, 2, 3, rng, np.float32)
    y, tape = layer.forward(np.float32([[[1e4, -1e4]], [[-1e4, 1e4]]]))
    dx, _, grads = layer.backward(tape, np.ones_like(y))
    assert all(np.isfinite(a).all() for a in (y, dx, *grads.values()))
    assert not recwarn.list


@pytest.mark.parametrize("kind", CELLS)
def test_first_weights(kind):
    """U orthogonal gate by gate (Jordan's has another shape), biases 0 but for the forget gate."""
    cell = kind(3, 8, rng=np.random.default_rng(5))
    gates = cell.inputs or cell.gates
    if kind.__name__ != "JordanCell":
        for block in np.split(cell.params["U"], len(gates), axis=1):
            np.testing.assert_allclose(block @ block.T, np.eye(8), atol=1e-12)
    for gate, block in zip(gates, np.split(cell.params["b"], len(gates)), strict=True):
        np.testing.assert_array_equal(block, 1.0 if gate == "f" else 0.0)
    assert 0 < np.abs(cell.params["W"]).max() <= np.sqrt(6 / 11)
