"""Every cell's backward pass against central differences, down to h₀, c₀ and x."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, random_mask, random_state
from needs import need
from written_out import written_out

from rnnlib import check_gradients, compiled

# (T, B, D, H): ordinary, then each size at one
SHAPES = [(5, 3, 4, 3), (1, 3, 2, 3), (4, 1, 3, 2), (4, 2, 1, 3), (3, 2, 2, 1), (1, 1, 1, 1)]


@pytest.fixture(autouse=True, params=["numpy", "compiled"])
def way(request):
    """Both ways of carrying out a run."""
    if request.param == "compiled":
        need("llvmlite")
    with compiled.switched(request.param == "compiled"):
        yield


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("symbols", [False, True], ids=["floats", "symbols"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kind", CELLS)
def test_backward_is_the_gradient(kind, shape, symbols, masked):
    T, B, D, H = shape
    rng = np.random.default_rng([T, B, D, H, symbols, masked])
    layer = layer_of(kind, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    mask = random_mask(T, B, rng) if masked else None
    errors = check_gradients(layer, x, random_state(layer, B, rng), mask, rng=rng)
    expected = {*layer.params, *(f"state.{k}" for k in range(len(layer.cell.states)))}
    assert errors.keys() == (expected if symbols else expected | {"x"})
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("kind", CELLS)
def test_a_run_longer_than_a_chunk(kind, monkeypatch):
    """Chunks of local factors and groups of weight columns join without a seam."""
    monkeypatch.setattr("rnnlib.adjoint.CHUNK_BYTES", 1)
    monkeypatch.setattr("rnnlib.blocks.COLUMNS", 5)
    rng = np.random.default_rng(0)
    layer = layer_of(kind, 2, 3, rng)
    x, mask = rng.normal(size=(7, 2, 2)), random_mask(7, 2, rng)
    for chosen in (None, mask):
        errors = check_gradients(layer, x, random_state(layer, 2, rng), chosen, rng=rng)
        assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("kind", CELLS)
def test_the_adjoints_of_every_step(kind):
    """``tape.back`` is ∂L/∂ of each state at each step: move the state there, run on from it."""
    rng = np.random.default_rng(1)
    T, B, eps = 6, 2, 1e-6
    layer = layer_of(kind, 2, 3, rng)
    x = rng.normal(size=(T, B, 2))
    y, tape = layer.forward(x, random_state(layer, B, rng))
    dy = rng.normal(size=y.shape)
    layer.backward(tape, dy)

    def loss_from(t, states):
        """What the outputs from step t on add to L, from these states after step t."""
        later = layer.forward(x[t + 1 :], states)[0] if t + 1 < T else 0
        return np.vdot(dy[t], states[0]) + np.sum(dy[t + 1 :] * later)

    for t in range(T):
        for k, name in enumerate(layer.cell.states):
            direction = rng.normal(size=tape.state(t + 1)[k].shape)
            ends = []
            for shift in (eps * direction, -eps * direction):
                states = list(tape.state(t + 1))
                states[k] = states[k] + shift
                if k:  # the output may see it in the same step
                    step = written_out(layer.cell, x[t], tape.state(t), {name: states[k]})
                    states[0] = step[layer.cell.states[0]]
                ends.append(loss_from(t, tuple(states)))
            numeric = (ends[0] - ends[1]) / (2 * eps)
            assert np.vdot(tape.back[name][t], direction) == pytest.approx(numeric, 1e-6, 1e-8)


@pytest.mark.parametrize("kind", CELLS)
def test_the_adjoints_of_every_gate(kind):
    """Σ over steps of ``back["z_…"]`` is ∂L/∂ the bias of that gate."""
    rng = np.random.default_rng(2)
    layer = layer_of(kind, 2, 3, rng)
    x = rng.normal(size=(5, 2, 2))
    y, tape = layer.forward(x, random_state(layer, 2, rng))
    _, _, grads = layer.backward(tape, rng.normal(size=y.shape))
    fed = layer.cell.inputs or layer.cell.gates
    total = np.concatenate([tape.back[f"z_{gate}"].sum((0, 1)) for gate in fed])
    np.testing.assert_allclose(total, grads["b"], rtol=1e-12)
