"""Jacobians of steps and their products: closed form, the backward run, PyTorch, masks."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, random_mask, random_state
from needs import need
from torch_twin import to_torch, twin

import rnnlib
from rnnlib.analysis import (
    jacobians,
    products,
    singular_values,
    spectral_radius,
    with_radius,
)


def run(kind, T=7, B=3, D=2, H=4, masked=False, symbols=False):
    rng = np.random.default_rng(5)
    layer = layer_of(kind, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    mask = random_mask(T, B, rng) if masked else None
    return layer, layer.forward(x, random_state(layer, B, rng), mask)[1], rng


def test_closed_form_of_the_plain_cell():
    layer, tape, _ = run(rnnlib.VanillaCell)
    J = jacobians(tape, 1)
    for t, h in enumerate(tape["h"][:, 1]):
        np.testing.assert_allclose(J[t], np.diag(1 - h**2) @ layer.params["U"].T, rtol=1e-12)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("symbols", [False, True])
@pytest.mark.parametrize("kind", CELLS)
def test_the_product_is_what_backward_multiplies_with(kind, symbols, masked):
    layer, tape, rng = run(kind, masked=masked, symbols=symbols)
    last = tuple(rng.normal(size=state.shape) for state in tape.final)
    _, first, _ = layer.backward(tape, None, last)
    for b in range(tape.B):
        P = products(jacobians(tape, b))
        row = np.concatenate([d[b] for d in last])
        np.testing.assert_allclose(row @ P[0], np.concatenate([d[b] for d in first]), rtol=1e-9)
        np.testing.assert_array_equal(P[-1], np.eye(row.size))


@pytest.mark.parametrize("kind", [rnnlib.VanillaCell, rnnlib.LSTMCell, rnnlib.ResetAfterGRUCell])
def test_against_the_jacobian_of_torch(kind):
    torch = need("torch")
    layer, tape, _ = run(kind, B=1)
    other = twin(torch, kind, 4, 2, 1, False, np.dtype(float))
    for name, array in to_torch(kind, layer.params).items():
        getattr(other, f"{name}_l0").data = torch.tensor(np.array(array))
    x = torch.tensor(np.array(tape.x))
    states = [torch.tensor(s.copy())[None] for s in tape.state(0)]

    def last(*states):
        _, final = other(x, states if len(states) > 1 else states[0])
        return final

    parts = torch.autograd.functional.jacobian(last, tuple(states))
    parts = parts if len(states) > 1 else (parts,)
    whole = np.block([[p.numpy().reshape(4, 4) for p in row] for row in parts])
    np.testing.assert_allclose(products(jacobians(tape))[0], whole, rtol=1e-9, atol=1e-14)


def test_singular_values_bound_what_a_gradient_can_become():
    layer, tape, rng = run(rnnlib.LSTMCell, T=5)
    s = singular_values(tape, 2)
    assert s.shape == (6, 8) and (np.diff(s, axis=1) <= 0).all()
    np.testing.assert_allclose(s[-1], 1)
    for _ in range(20):
        last = tuple(rng.normal(size=state.shape) for state in tape.final)
        _, first, _ = layer.backward(tape, None, last)
        before, after = (np.linalg.norm(np.concatenate([d[2] for d in ds])) for ds in (last, first))
        assert s[0, -1] * before * (1 - 1e-9) <= after <= s[0, 0] * before * (1 + 1e-9)


@pytest.mark.parametrize(
    ("given", "got"), [("f2", np.float64), ("f4", np.float32), ("f8", np.float64)]
)
def test_products_are_of_their_factors_type_and_half_floats_are_widened(given, got):
    J = np.full((3, 1, 1), 0.01, given)  # 0.01³ is below the least normal half float
    P = products(J)
    assert P.dtype == got
    np.testing.assert_allclose(P[0], float(J[0, 0, 0]) ** 3, rtol=1e-6)


def test_the_spectral_radius():
    turn = 1.3 * np.array([[np.cos(1), -np.sin(1)], [np.sin(1), np.cos(1)]])
    assert spectral_radius(turn) == pytest.approx(1.3)
    assert spectral_radius(np.array([[0, 100.0], [0, 0.5]])) == pytest.approx(0.5)
    U = np.random.default_rng(0).normal(size=(6, 6))
    np.testing.assert_allclose(with_radius(U, 0.9) * spectral_radius(U), 0.9 * U)
    assert spectral_radius(with_radius(U, 0.9)) == pytest.approx(0.9)


def test_bad_input():
    _, tape, _ = run(rnnlib.VanillaCell)
    with pytest.raises(ValueError, match="batch: expected a sequence from 0 to 2, got 3"):
        jacobians(tape, 3)
    with pytest.raises(ValueError, match="batch: expected a sequence from 0 to 2, got -1"):
        jacobians(tape, -1)
    with pytest.raises(ValueError, match="tape: expected the tape of a Recurrent run, got None"):
        jacobians(None)
    with pytest.raises(ValueError, match=r"J: expected shape \(T, S, S\), got \(2, 3, 4\)"):
        products(np.ones((2, 3, 4)))
    with pytest.raises(ValueError, match=r"U: expected a square matrix, got shape \(2, 3\)"):
        spectral_radius(np.ones((2, 3)))
    with pytest.raises(ValueError, match="radius: expected a positive number, got 0"):
        with_radius(np.eye(2), 0)
    with pytest.raises(ValueError, match="U: expected a matrix with an eigenvalue other than 0"):
        with_radius(np.zeros((2, 2)), 1)
