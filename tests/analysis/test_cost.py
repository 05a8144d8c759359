"""Parameters, multiplications and sizes, against formulas and brute force."""

import numpy as np
import pytest
from kinds import CELLS

import rnnlib
from rnnlib.analysis import multiplications, parameters, size_for, step_times

BLOCKS = [
    (rnnlib.VanillaCell, 1),
    (rnnlib.SimpleGRUCell, 2),
    (rnnlib.GRUCell, 3),
    (rnnlib.CoupledLSTMCell, 3),
    (rnnlib.LSTMCell, 4),
]


def made(kind, D, H):
    return kind(D, H, rng=np.random.default_rng(0))


@pytest.mark.parametrize(("kind", "blocks"), BLOCKS)
@pytest.mark.parametrize(("D", "H"), [(1, 1), (3, 5), (20, 4)])
def test_a_cell_of_k_blocks(kind, blocks, D, H):
    cell = made(kind, D, H)
    assert parameters(cell) == blocks * H * (D + H + 1)
    assert multiplications(cell) == blocks * H * (D + H)


def test_what_other_cells_have_beside_their_blocks():
    assert parameters(made(rnnlib.ResetAfterGRUCell, 3, 5)) == 3 * 5 * 9 + 5  # b_U
    assert multiplications(made(rnnlib.PeepholeLSTMCell, 3, 5)) == 4 * 5 * 8 + 3 * 5  # P
    assert multiplications(rnnlib.JordanCell(3, 5, 2, rng=np.random.default_rng(0))) == 5 * 7


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("wanted", [1, 37, 96, 300])
def test_the_size_whose_parameters_are_nearest(kind, wanted):
    def off(H):
        return abs(parameters(made(kind, 3, H)) - wanted)

    assert size_for(kind, 3, wanted) == min(range(1, 25), key=off)


def test_a_number_of_parameters_must_be_one():
    with pytest.raises(ValueError, match="wanted: expected a positive number of parameters, got 0"):
        size_for(rnnlib.GRUCell, 3, 0)


def test_every_cell_gets_a_time():
    cells = {"GRU": made(rnnlib.GRUCell, 2, 3), "LSTM": made(rnnlib.LSTMCell, 2, 3)}
    times = step_times(cells, T=4, B=2, rounds=2, rng=np.random.default_rng(0))
    assert times.keys() == cells.keys()
    assert all(0 < seconds < 60 for seconds in times.values())
