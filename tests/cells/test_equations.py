"""Every cell's forward pass against the equations that are shown of it, one sum at a time."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, random_state
from written_out import written_out


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("symbols", [False, True], ids=["floats", "symbols"])
def test_forward_is_its_equations(kind, symbols):
    rng = np.random.default_rng(3)
    T, B, D, H = 6, 4, 3, 5
    layer = layer_of(kind, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    state = random_state(layer, B, rng)
    y, tape = layer.forward(x, state)
    assert {*kind.equations} <= {*tape.names}
    dense = np.eye(D)[x] if symbols else x
    for t in range(T):
        for name, before in zip(layer.cell.states, state, strict=True):
            np.testing.assert_allclose(tape.previous(name)[t], before, atol=1e-14)
        record = written_out(layer.cell, dense[t], state)
        for name in tape.names:
            where = f"{name} at {t}"
            np.testing.assert_allclose(tape[name][t], record[name], atol=1e-13, err_msg=where)
        state = [record[name] for name in layer.cell.states]
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
