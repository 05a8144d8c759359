"""PathSplitter without a page: traits, presets, errors, and what `split` computes."""

import numpy as np
import pytest
import traitlets

from rnnlib import GRUCell, LSTMCell, PeepholeLSTMCell, Recurrent
from rnnlib.analysis import split_paths
from rnnlib.widgets import PathSplitter


def tape_of(kind=LSTMCell, T=9, B=2, mask=None, symbols=False):
    rng = np.random.default_rng(0)
    layer = Recurrent(kind(2, 3, rng=rng))
    x = rng.integers(2, size=(T, B)) if symbols else rng.normal(size=(T, B, 2))
    state = tuple(rng.normal(size=(B, 3)) for _ in layer.cell.states)
    return layer.forward(x, state, mask)[1]


def test_repr_is_short_and_stable():
    widget = PathSplitter(tape_of())
    assert repr(widget) == "PathSplitter(T=9, H=3, U × 1)"
    widget.forget = [None] * 4 + [0.5] * 5
    widget.strength = 0.3
    assert repr(widget) == "PathSplitter(T=9, H=3, U × 0.3, 5 gates by hand)"


@pytest.mark.parametrize("symbols", [False, True])
def test_it_is_the_split_of_the_sequence_shown(symbols):
    tape = tape_of(symbols=symbols)
    dh = np.array([1.0, -2.0, 0.5])
    roads = PathSplitter(tape, dh, batch=1).split()
    whole = split_paths(tape, None, (np.stack([0 * dh, dh]), None))
    for mine, other in zip(roads, whole, strict=True):
        np.testing.assert_allclose(mine[:, 0], other[:, 1], rtol=1e-12)


def test_gates_and_weights_are_changed_in_the_run_itself():
    tape = tape_of()
    widget = PathSplitter(tape, forget=[0.25] * 9, strength=0.0)
    roads = widget.split()
    assert not roads.rest.any() and (roads.f == 0.25).all()
    np.testing.assert_allclose(roads.carry[:-1], 0.25 * roads.carry[1:])
    widget.strength = 1.0
    before = widget.split().rest
    tape.cell.params["U"][:] = 0  # what the widget shows is a copy
    np.testing.assert_array_equal(widget.split().rest, before)
    assert before.any() and not PathSplitter(tape).split().rest.any()


def test_presets_fit_and_the_start_can_be_brought_back():
    widget = PathSplitter(tape_of(), t=3)
    for _, forget in widget._presets:
        widget.forget = forget
        assert widget.split().total.shape == (9, 1, 3)
    assert widget._start["forget"] == [None] * 9 and widget._start["t"] == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"forget": [0.5]}, "forget: expected 9 numbers or None, one for each step"),
        ({"forget": [1.5] * 9}, "forget: expected numbers from 0 to 1, or None, got 1.5"),
        ({"forget": [float("nan")] * 9}, "forget: expected numbers from 0 to 1, or None, got nan"),
        ({"forget": ["a"] * 9}, "forget: expected numbers from 0 to 1, or None, got 'a'"),
        ({"strength": 2.0}, "strength: expected a number from 0 to 1.5, got 2"),
        ({"dh": [1, 2]}, r"dh: expected 3 finite numbers, got \[1, 2\]"),
        ({"batch": 2}, "batch: expected an integer from 0 to 1, got 2"),
        ({"t": 9}, "t: expected an integer from 0 to 8, got 9"),
        ({"colour": 1}, "colour: expected one of t, "),
    ],
)
def test_bad_values(arguments, message):
    for error in (ValueError, traitlets.TraitError):
        with pytest.raises(error, match=message):
            PathSplitter(tape_of(), **arguments)


def test_other_tapes():
    for other in (tape_of(GRUCell), tape_of(PeepholeLSTMCell), None):
        with pytest.raises(ValueError, match="tape: expected the tape of an LSTMCell, got"):
            PathSplitter(other)
    mask = np.ones((9, 2), bool)
    mask[7:] = False
    with pytest.raises(ValueError, match="tape: expected a run without a mask"):
        PathSplitter(tape_of(mask=mask))
