"""The exercises on the GRU against what they speak of: PyTorch's weights, a latch."""

import numpy as np
import pytest
from needs import need

from rnnlib import Recurrent, ResetAfterGRUCell, exercises


def test_converted_weights_compute_what_pytorch_computes():
    torch = need("torch")
    D, H, T, B = 3, 5, 7, 2
    torch.manual_seed(0)
    theirs = torch.nn.GRU(D, H, dtype=torch.float64)
    arrays = [p.detach().numpy() for p in theirs.parameters()]
    converted = exercises.from_pytorch.solution(*arrays)
    cell = ResetAfterGRUCell(D, H, rng=np.random.default_rng(0))
    for name, value in zip(("W", "U", "b", "b_U"), converted, strict=True):
        cell.params[name][...] = value
    x = np.random.default_rng(1).normal(size=(T, B, D))
    y, _ = Recurrent(cell).forward(x)
    np.testing.assert_allclose(y, theirs(torch.tensor(x))[0].detach().numpy(), atol=1e-12)


def test_the_exercise_takes_weights_in_pytorchs_order_of_parameters():
    torch = need("torch")
    names = [name.removesuffix("_l0") for name, _ in torch.nn.GRU(1, 1).named_parameters()]
    assert tuple(names) == exercises.from_pytorch.trials()[0].names


def test_a_latch_is_told_by_the_string_the_state_and_the_gate():
    W, U, b = exercises.latch.solution()
    W[2, 0] = -4
    assert exercises.latch.check(lambda: (W, U, b)).says == (
        "After `+ and 6 times .` the state is 0.90, and should be 1. At `.` the update gate is "
        "0.02. That looks small, but it takes its share at every step: make `W[2, 0]` smaller."
    )


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((1, 2), "Expected three arrays, `W`, `U`, `b`."),
        ((np.zeros((2, 2)), 0, 0), "`W`: expected shape (3, 2), got (2, 2)."),
        (
            (np.zeros((3, 2)), np.zeros((1, 2)), np.full(2, np.nan)),
            "`b`: expected finite numbers.",
        ),
    ],
)
def test_a_latch_of_the_wrong_form_gets_one_sentence(answer, says):
    assert exercises.latch.check(lambda: answer).says == says
