"""Maps of states: against the cell they come from, central differences, and known long runs."""

import numpy as np
import pytest

from rnnlib import GRUCell, Recurrent, VanillaCell, numerical_gradient
from rnnlib.analysis import StateMap, fate

RNG = np.random.default_rng(0)


def turn(scale, degrees):
    """scale × the rotation by an angle, counter-clockwise for rows."""
    c, s = scale * np.cos(np.radians(degrees)), scale * np.sin(np.radians(degrees))
    return [[c, s], [-s, c]]


def test_it_is_the_cell_with_a_constant_input():
    cell = VanillaCell(2, 3, rng=RNG)
    cell.params["b"][:] = RNG.normal(size=3)
    x, h0 = RNG.normal(size=2), RNG.normal(size=3)
    y, _ = Recurrent(cell).forward(np.tile(x, (9, 1, 1)), (h0[None],))
    run = StateMap.of(cell, x).run(h0, 9)
    np.testing.assert_allclose(run[1:], y[:, 0], atol=1e-14)
    still = StateMap.of(cell)
    np.testing.assert_array_equal(still.r, cell.params["b"])


@pytest.mark.parametrize("squash", [True, False])
def test_the_jacobian_is_that_of_the_step(squash):
    f = StateMap(RNG.normal(size=(3, 3)), RNG.normal(size=3), squash=squash)
    s = RNG.normal(size=3)
    for j in range(3):
        column = numerical_gradient(lambda s, j=j: f(s)[j], s.copy())
        np.testing.assert_allclose(f.jacobian(s)[:, j], column, atol=1e-9)
    many = RNG.normal(size=(4, 3))
    np.testing.assert_allclose(f.jacobian(many)[2], f.jacobian(many[2]), atol=1e-15)


def test_rows_are_run_together():
    f = StateMap(RNG.normal(size=(2, 2)))
    many = RNG.normal(size=(5, 2))
    np.testing.assert_allclose(f.run(many, 6)[:, 3], f.run(many[3], 6), atol=1e-15)
    assert f.run(many, 0).shape == (1, 5, 2)


@pytest.mark.parametrize(
    ("U", "squash", "kind", "period"),
    [
        (turn(0.9, 30), False, "rest", 1),
        (turn(1.0, 45), False, "cycle", 8),
        (turn(1.0, 120), False, "cycle", 3),
        (turn(1.1, 30), False, "escape", 0),
        ([[2, 0], [0, 0.5]], True, "rest", 1),
        (turn(2.0, 90), True, "cycle", 4),
        ([[-1.5, 0], [0, -1.5]], True, "cycle", 2),
        (turn(1.3, 40), True, "open", 0),
        ([[1, 0], [0, 1]], True, "open", 0),  # creeps towards 0, ever more slowly
    ],
)
def test_known_fates(U, squash, kind, period):
    f = StateMap(U, squash=squash)
    end = fate(f, [0.6, 0.2])
    assert (end.kind, end.period) == (kind, period)
    if period:
        assert end.states.shape == (period, 2)
        np.testing.assert_allclose(f(end.states), np.roll(end.states, -1, axis=0), atol=1e-7)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: StateMap(np.zeros((2, 3))), r"U: expected shape \(H, H\), got \(2, 3\)"),
        (lambda: StateMap(3.0), r"U: expected shape \(H, H\), got \(\)"),
        (lambda: StateMap(np.eye(2), [1.0]), r"r: expected shape \(2,\), got \(1,\)"),
        (lambda: StateMap([[np.nan]]), "U, r: expected finite numbers"),
        (lambda: StateMap.of(GRUCell(1, 2, rng=RNG)), "cell: expected a VanillaCell, got GRUCell"),
        (lambda: StateMap.of(VanillaCell(1, 2, rng=RNG), [1, 2]), r"x: expected shape \(1,\)"),
        (lambda: StateMap(np.eye(2)).run([1, 2, 3], 4), "s: expected rows of 2 numbers"),
        (lambda: StateMap(np.eye(2)).run([1, 2], -1), "T: expected a number of steps"),
        (lambda: fate(StateMap(np.eye(2)), [[1, 2]]), r"s: expected shape \(2,\)"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
