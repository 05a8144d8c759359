"""Gate orders, the sense of a gate, biases, and layers made of cells and taken apart again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rnnlib
from rnnlib.interop import blocks
from rnnlib.interop.biases import variant

KINDS = [
    rnnlib.VanillaCell,
    rnnlib.VanillaReLUCell,
    rnnlib.LSTMCell,
    rnnlib.CoupledLSTMCell,
    rnnlib.GRUCell,
    rnnlib.ResetAfterGRUCell,
]


def numbers(rng, *shape):
    return rng.normal(size=shape)


@settings(deadline=None, max_examples=30)
@given(order=st.permutations("ifog"), seed=st.integers(0, 99), axis=st.integers(0, 1))
def test_another_order_and_back_changes_no_bit(order, seed, axis):
    array = numbers(np.random.default_rng(seed), 8, 8)
    array[0, :2] = -0.0, np.nan
    there = blocks.reordered(array, "ifog", order, axis)
    block = np.split(there, 4, axis)[order.index("f")]
    assert block.tobytes() == np.split(array, 4, axis)[1].tobytes()
    assert blocks.reordered(there, order, "ifog", axis).tobytes() == array.tobytes()
    turned = blocks.negated(array, "ifog", "f", axis)
    np.testing.assert_array_equal(np.split(turned, 4, axis)[1], -np.split(array, 4, axis)[1])
    assert blocks.negated(turned, "ifog", "f", axis).tobytes() == array.tobytes()


@pytest.mark.parametrize("biases", [0, 1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_gives_back_the_weights_that_it_got(kind, biases):
    rng, columns = np.random.default_rng(biases), 5 * len(blocks.order(kind))
    given = [numbers(rng, 3, columns), numbers(rng, 5, columns)]
    given += [numbers(rng, columns) for _ in range(biases)]
    cell = blocks.cell_of(kind, *given)
    found = blocks.weights_of(cell)
    for array, other in zip(given, found, strict=False):
        assert array.tobytes() == other.tobytes() and not np.shares_memory(array, other)
    assert (found[2] is None, found[3] is None) == (not biases, not biases)
    assert type(cell) is {0: variant("NoBias", kind), 1: kind, 2: variant("TwoBias", kind)}[biases]


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_a_second_bias_is_kept_where_it_has_any_bit(zero):
    weights = np.ones((2, 8)), np.ones((2, 8)), np.ones(8)
    cell = blocks.cell_of(rnnlib.LSTMCell, *weights, np.full(8, zero))
    assert type(cell) is (
        variant("TwoBias", rnnlib.LSTMCell) if np.signbit(zero) else rnnlib.LSTMCell
    )
    assert np.signbit(blocks.weights_of(cell)[3]).all() == np.signbit(zero)


def test_the_reset_gate_lets_the_candidates_second_bias_stay_where_it_is():
    b_U = np.array([0.0] * 4 + [3, 4])
    weights = np.ones((2, 6)), np.ones((2, 6)), np.ones(6)
    cell = blocks.cell_of(rnnlib.ResetAfterGRUCell, *weights, b_U)
    assert type(cell) is rnnlib.ResetAfterGRUCell
    np.testing.assert_array_equal(cell.params["b_U"], [3, 4])
    np.testing.assert_array_equal(blocks.weights_of(cell)[3], b_U)


def test_other_parameters_come_along():
    P = np.arange(6.0).reshape(3, 2)
    cell = blocks.cell_of(rnnlib.PeepholeLSTMCell, np.ones((3, 8)), np.ones((2, 8)), P=P)
    np.testing.assert_array_equal(cell.params["P"], P)


def test_weights_that_do_not_fit_are_told():
    with pytest.raises(ValueError, match=r"W: expected float64 \(3, 8\) for NoBiasLSTMCell, got"):
        blocks.cell_of(rnnlib.LSTMCell, np.ones((3, 6)), np.ones((2, 8)))
    with pytest.raises(ValueError, match=r"U: expected float32 \(2, 2\) .* got float64 \(2, 2\)"):
        blocks.cell_of(rnnlib.VanillaCell, np.ones((3, 2), np.float32), np.ones((2, 2)))


def cells(layers, ways, H=2, D=3):
    rng = np.random.default_rng(0)
    return [
        [rnnlib.LSTMCell(ways * H if k else D, H, rng=rng) for _ in range(ways)]
        for k in range(layers)
    ]


@pytest.mark.parametrize("ways", [1, 2])
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_network_is_taken_apart_into_the_cells_it_was_made_of(layers, ways):
    made = cells(layers, ways)
    layer = blocks.network(made, dropout=0.5)
    kinds = {(1, 1): rnnlib.Recurrent, (1, 2): rnnlib.Bidirectional}
    assert type(layer) is kinds.get((layers, ways), rnnlib.Stacked)
    assert layers == 1 or layer.dropout == 0.5
    assert blocks.cells_of(layer) == made
    assert blocks.uniform(made, "a test") == (rnnlib.LSTMCell, 2)


def test_what_is_not_made_of_cells_is_refused():
    rng = np.random.default_rng(0)
    linear = rnnlib.Linear(2, 3, rng=rng)
    with pytest.raises(ValueError, match="layer: expected a cell, a Recurrent, .* got Linear"):
        blocks.cells_of(rnnlib.Stacked([blocks.network(cells(1, 1)), linear]))
    inner = blocks.network(cells(2, 1))
    with pytest.raises(ValueError, match="layer: expected stacks of single layers, got a stack"):
        blocks.cells_of(rnnlib.Bidirectional(inner, inner))


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ([[rnnlib.GRUCell(2, 2, rng=np.random.default_rng(0))]], "of one kind .* LSTMCell and GRU"),
        (cells(1, 1, H=3), "of one size for a test, got 2 and 3"),
        (cells(1, 2), "in as many directions for a test, got 1 and 2"),
    ],
)
def test_layers_that_differ_are_told(other, message):
    with pytest.raises(ValueError, match=f"layer: expected all layers {message}"):
        blocks.uniform(cells(1, 1) + other, "a test")
