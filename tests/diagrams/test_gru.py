"""Where the reset gate stands: before the product with U, or after it."""

import numpy as np

from rnnlib import GRUCell, Recurrent, ResetAfterGRUCell
from rnnlib.diagrams import diagram_of
from rnnlib.diagrams.numbers import collect


def run(kind):
    rng = np.random.default_rng(0)
    layer = Recurrent(kind(3, 4, rng=rng))
    for array in layer.params.values():
        array[...] = rng.normal(size=array.shape)
    return layer, layer.forward(rng.normal(size=(5, 2, 3)))[1]


def into_reset(diagram):
    """What reaches the × of the reset gate from the left: the wire that carries h⁻ or its sum."""
    return next(wire for wire in diagram.wires if wire.points[-1] == "reset.left")


def test_the_two_orders_have_two_pictures():
    before, after = (
        diagram_of(kind(3, 4, rng=np.random.default_rng(0)))
        for kind in (GRUCell, ResetAfterGRUCell)
    )
    assert into_reset(before).bundle and into_reset(before).points[0] == "h⁻.bottom"
    assert not into_reset(after).bundle and into_reset(after).points[0] == "sum.right"


def test_after_the_product_the_gate_weighs_the_sum_over_the_old_state():
    layer, tape = run(ResetAfterGRUCell)
    diagram = diagram_of(layer.cell)
    numbers = collect(tape, 1, diagram)
    U_n = layer.params["U"][:, -4:]
    b_U = next(array for name, array in layer.params.items() if name not in "WUb")
    total = tape.previous("h")[:, 1] @ U_n + b_U
    np.testing.assert_allclose(numbers[into_reset(diagram).value], total, rtol=1e-12)
