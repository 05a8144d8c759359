"""The size of a gradient on its way back: against the products of Jacobians, and the settings."""

import numpy as np
import pytest

from rnnlib import GRUCell, JordanCell, LSTMCell, Recurrent, VanillaCell, VanillaReLUCell
from rnnlib.analysis import gradient_flow, spectral_radius, state_norms, untrained
from rnnlib.analysis.flow import NOISE, B, H, flow_of
from rnnlib.analysis.jacobians import jacobians, products


@pytest.mark.parametrize("kind", [VanillaCell, VanillaReLUCell, LSTMCell, GRUCell])
def test_it_is_the_norm_of_a_row_times_the_jacobians(kind):
    cell = untrained(kind, radius=1.2, rng=np.random.default_rng(0))
    flow = gradient_flow(cell, 9, rng=np.random.default_rng(3))
    rng = np.random.default_rng(3)  # the same draws once more
    v = rng.normal(size=(B, H))
    _, tape = Recurrent(cell).forward(NOISE * rng.normal(size=(9, B, 4)))
    v /= np.linalg.norm(v)
    rows = np.zeros((B, H * len(cell.states)))
    rows[:, :H] = v
    squares = np.zeros(10)  # steps 0 … 9
    for b in range(B):
        back = rows[b] @ products(jacobians(tape, b))
        memory = back[:, -H:]
        if kind is LSTMCell:  # as states h and c are taken apart; that h_t shows c_t comes on top
            memory[1:] += back[1:, :H] * (tape["o"] * (1 - tape["m"] ** 2))[:, b]
        squares += (memory**2).sum(1)
    np.testing.assert_allclose(flow, np.sqrt(squares)[:0:-1], rtol=1e-9)
    assert kind is LSTMCell or flow[0] == pytest.approx(1)


def test_the_settings_are_those_asked_for():
    for kind in (VanillaCell, LSTMCell, GRUCell):
        cell = untrained(kind, radius=0.7, forget_bias=3, rng=np.random.default_rng(0))
        blocks = np.split(cell.params["U"], len(cell.gates), axis=1)
        assert [spectral_radius(U) for U in blocks] == pytest.approx([0.7] * len(blocks))
        bias = dict(zip(cell.gates, np.split(cell.params["b"], len(cell.gates)), strict=True))
        for gate, values in bias.items():
            assert (values == {"f": 3, "u": -3}.get(gate, 0)).all()


def test_what_every_reader_should_see():
    def left(name, **settings):
        return flow_of(name, length=100, **settings)[-1]

    assert left("vanilla", radius=0.8) < 1e-8 < 1e4 < left("vanilla", radius=2.0)
    assert left("LSTM", radius=0.5, forget_bias=0) < 1e-6 * left("LSTM", radius=0.5, forget_bias=4)
    assert left("GRU", radius=0.5, forget_bias=0) < 1e-6 * left("GRU", radius=0.5, forget_bias=4)


def test_bad_input():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="kind: expected a cell class, such as VanillaCell"):
        untrained("LSTM", rng=rng)
    with pytest.raises(ValueError, match="radius: expected a positive number, got 0"):
        untrained(VanillaCell, radius=0, rng=rng)
    cell = untrained(VanillaCell, rng=rng)
    with pytest.raises(ValueError, match="steps: expected a positive integer, got 0"):
        gradient_flow(cell, 0, rng=rng)
    with pytest.raises(ValueError, match="tape: expected one that `backward` has been run on"):
        state_norms(Recurrent(cell).forward(np.ones((2, 1, 4)))[1])
    with pytest.raises(ValueError, match="name: expected one of vanilla, LSTM, GRU, got 'RNN'"):
        flow_of("RNN", radius=1, length=3)
    assert gradient_flow(JordanCell(4, 5, 3, rng=rng), 4, rng=rng).shape == (4,)
