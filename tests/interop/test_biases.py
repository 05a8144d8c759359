"""Cells with two biases and with none: the same equations, and gradients of their own."""

import pickle

import numpy as np
import pytest
from kinds import lively

import rnnlib
from rnnlib import compiled
from rnnlib.diagrams import diagram_of
from rnnlib.diagrams.numbers import collect
from rnnlib.interop import biases

KINDS = [
    rnnlib.VanillaCell,
    rnnlib.LSTMCell,
    rnnlib.PeepholeLSTMCell,
    rnnlib.GRUCell,
    rnnlib.ResetAfterGRUCell,
]
T, B, D, H = 5, 2, 3, 4


@pytest.fixture(
    params=[(p, k) for p in biases.PREFIXES for k in KINDS], ids=lambda p: p[0] + p[1].__name__
)
def layer(request):
    cell = biases.variant(*request.param)(D, H, rng=np.random.default_rng(1))
    lively(cell.params, np.random.default_rng(2))
    return rnnlib.Recurrent(cell)


@pytest.mark.parametrize("on", [False, True], ids=["NumPy", "compiled"])
def test_gradients(layer, on):
    rng = np.random.default_rng(3)
    with compiled.switched(on):
        errors = rnnlib.check_gradients(layer, rng.normal(size=(T, B, D)), rng=rng)
    assert errors.keys() >= layer.params.keys() and max(errors.values()) < 1e-6


def test_it_computes_what_the_plain_cell_computes_with_the_sum(layer):
    cell = layer.cell
    kind = biases.plain(type(cell))
    same = rnnlib.Recurrent(kind(D, H, rng=np.random.default_rng(0)))
    summed = cell.summed()
    assert summed.keys() == same.params.keys()
    for name, p in same.params.items():
        p[...] = summed[name]
    x = np.random.default_rng(4).normal(size=(T, B, D))
    np.testing.assert_array_equal(layer.forward(x)[0], same.forward(x)[0])
    assert biases.plain(kind) is kind


def test_a_part_of_one_bias_may_move_to_the_other():
    """In all gates but the candidate of the GRU that resets after the product."""
    for kind in KINDS:
        cell = biases.variant("TwoBias", kind)(D, H, rng=np.random.default_rng(1))
        x = np.random.default_rng(4).normal(size=(T, B, D))
        before = rnnlib.Recurrent(cell).forward(x)[0].copy()
        cell.params["b"] += 0.5
        cell.params["b_U"] -= 0.5
        after = rnnlib.Recurrent(cell).forward(x)[0]
        assert np.allclose(before, after) == (kind is not rnnlib.ResetAfterGRUCell), kind


def test_the_formulas_of_a_player_add_up(layer):
    x = np.random.default_rng(4).normal(size=(T, 1, D))
    tape = layer.forward(x)[1]
    series = collect(tape, 0, diagram_of(layer.cell))
    gates = layer.cell.inputs or layer.cell.gates
    assert all(f"{gate}.b" in series for gate in gates)  # left out where they do not


def test_it_can_be_stored_pickled_and_named(layer, tmp_path):
    rnnlib.save(tmp_path / "weights.npz", layer)
    other = rnnlib.Recurrent(type(layer.cell)(D, H, rng=np.random.default_rng(9)))
    rnnlib.load(tmp_path / "weights.npz", other)
    for twin in (other, pickle.loads(pickle.dumps(layer))):
        assert type(twin.cell) is type(layer.cell)
        assert all(np.array_equal(twin.params[k], p) for k, p in layer.params.items())
    assert layer.describe() == type(layer.cell).__name__


@pytest.mark.parametrize("name", ["TwoBiasCell", "ThreeBiasLSTMCell", "LSTMCell"])
def test_a_class_that_there_is_not(name):
    assert not hasattr(biases, name)
