"""The compiled way back against central differences, in each of the ways of a product."""

import numpy as np
import pytest
from both_ways import taken
from kinds import CELLS, layer_of, random_mask, random_state
from needs import need

need("llvmlite")

from rnnlib import Bidirectional, Recurrent, Stacked, check_gradients  # noqa: E402
from rnnlib.compiled import switch  # noqa: E402
from rnnlib.compiled.library import kernels  # noqa: E402
from rnnlib.compiled.plan import COLUMNS, PANELS, ROWS, way  # noqa: E402

WIDTH = switch.machine().width(np.float64)
BATCHES = sorted({1, 2, max(1, WIDTH // 2), WIDTH + 1})  # columns: one, few, half a register, more


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("symbols", [False, True], ids=["floats", "symbols"])
@pytest.mark.parametrize("B", BATCHES)
@pytest.mark.parametrize("kind", CELLS)
def test_backward_is_the_gradient(kind, B, symbols, masked):
    T, D, H = 3, 2, 3
    rng = np.random.default_rng([B, symbols, masked])
    layer = layer_of(kind, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    mask = random_mask(T, B, rng) if masked else None
    with taken():
        errors = check_gradients(layer, x, random_state(layer, B, rng), mask, rng=rng)
    assert max(errors.values()) < 1e-7, errors


def test_all_ways_of_a_product_are_among_them():
    found = kernels(switch.machine(), np.dtype(np.float64))
    ways = {way(found, S, B) for B in BATCHES for S in (np.ones((4, 5)), np.ones((5, 4)).T)}
    assert ways == {PANELS, COLUMNS, ROWS} or WIDTH <= 2


@pytest.mark.parametrize("wrap", [Bidirectional, Stacked])
def test_layers_of_layers(wrap):
    rng = np.random.default_rng(0)
    sizes = (2, 2) if wrap is Bidirectional else (2, 3)
    layers = [layer_of(CELLS[3], D, 3, rng) for D in sizes]
    layer = wrap(*layers) if wrap is Bidirectional else wrap(layers)
    assert all(isinstance(one, Recurrent) for one in layers)
    with taken():
        errors = check_gradients(layer, rng.normal(size=(4, 3, 2)), rng=rng)
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("kind", CELLS)
def test_the_gradient_is_that_of_the_run_whatever_becomes_of_the_parameters(kind):
    rng = np.random.default_rng(1)
    layer = layer_of(kind, 3, 4, rng)
    x = rng.normal(size=(5, 9, 3))
    with taken():
        y, tape = layer.forward(x)
        dy = rng.normal(size=y.shape)
        dx, first, grads = layer.backward(tape, dy)
        for p in layer.params.values():
            p += 1
        again = layer.backward(tape, dy)
    np.testing.assert_array_equal(again[0], dx)
    for a, b in zip(again[1], first, strict=True):
        np.testing.assert_array_equal(a, b)
    for name, grad in grads.items():
        np.testing.assert_array_equal(again[2][name], grad)
