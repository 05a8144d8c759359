"""TwoWayView without a page: what it accepts, what it sends, what it says."""

import numpy as np
import pytest
from widgets.refusal import check_refused
from widgets.runs import received

import rnnlib as rnn
from rnnlib import analysis, tasks
from rnnlib.models import GapFiller
from rnnlib.widgets import TwoWayView

TEXT = tasks.Text("for key, value in items:")
LINE = "for key, □alue in items:"


def filler(kind=rnn.GRUCell, H=4):
    rng = np.random.default_rng(0)
    layers = [rnn.Recurrent(kind(TEXT.V + 1, H, rng=rng)) for _ in range(2)]
    return GapFiller(TEXT, rnn.Bidirectional(*layers), rng=rng)


@pytest.fixture
def view():
    return TwoWayView(filler(), LINE, target=TEXT.encode("v")[0], output=9)


def test_repr_is_short_and_stable(view):
    assert repr(view) == "TwoWayView(T=24, H=4 + 4, output 9)"


@pytest.mark.parametrize("kind", [rnn.VanillaCell, rnn.LSTMCell, rnn.GRUCell])
def test_the_bytes_are_the_states_of_both_layers_in_the_order_of_the_sequence(kind):
    model = filler(kind)
    y, _ = model.rnn.forward(model.encode(LINE)[:, None])
    view = TwoWayView(model, LINE)
    np.testing.assert_array_equal(received(view, "forward"), y[:, 0, :4].astype("f4"))
    np.testing.assert_array_equal(received(view, "backward"), y[:, 0, 4:].astype("f4"))


def test_the_gradient_sent_is_that_of_directions(view):
    found = analysis.directions(filler(), LINE, TEXT.encode("v")[0])
    for rows, norms in zip(view._run["gradient"], (found.forward, found.backward), strict=True):
        np.testing.assert_allclose(rows, norms, rtol=1e-3)
    assert set(view._run["targets"]) == {"v"}


def test_where_the_layers_stand_and_which_outputs_are_complete(view):
    for t in range(24):
        view.t = t
        (first, last), (begin, end) = view.reached()
        assert (first, last, begin, end) == (0, t, 23 - t, 23)
        inside = [first <= s <= last and begin <= s <= end for s in range(24)]
        assert view.complete().tolist() == inside
        assert sum(inside) == max(0, 2 * (t + 1) - 24)
    view.direction = "backward"
    for t, wanted in ((23, ((9, 9), (9, 9))), (20, ((6, 9), (9, 12))), (0, ((0, 9), (9, 23)))):
        view.t = t
        assert view.reached() == wanted


def test_only_gaps_are_asked_for_where_there_are_gaps(view):
    assert [k for k, asked in enumerate(view._run["asked"]) if asked] == [9]
    assert all(TwoWayView(filler(), LINE.replace("□", "v"))._run["asked"])


def test_the_sentence_has_the_numbers_of_the_run(view):
    view.t = 14
    said = view._still.sentence(view)
    best, p = view._run["predictions"][9][0]
    assert "come to input 15, “␣”, the backward one to input 10, “□”; 6 outputs" in said
    assert f"output 10 says “{best}” ({p:.2f})" in said
    view.t = 13
    assert "output 10 is not one of them" in view._still.sentence(view)
    view.direction = "backward"
    share = view.found.share()[9]
    assert f"{100 * share:.0f} % goes by the forward layer" in view._still.sentence(view)


def test_vectors_and_symbols_will_do():
    rng = np.random.default_rng(0)
    layers = [rnn.Recurrent(rnn.LSTMCell(3, 2, rng=rng)) for _ in range(2)]
    model = rnn.EveryStepModel(rnn.Bidirectional(*layers), rnn.Linear(4, 3, rng=rng))
    assert TwoWayView(model, rng.normal(size=(5, 3)))._run["labels"] == list("12345")
    assert TwoWayView(model, np.array([0, 2, 1]))._run["labels"] == list("021")
    shown = TwoWayView(model, np.array([0, 2, 1]), labels="abc", symbols="xyz")
    assert shown._run["labels"] == list("abc") and set(shown._run["targets"]) <= set("xyz")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("t", 24, "t: expected an integer from 0 to 23, got 24"),
        ("output", -1, "output: expected an integer from 0 to 23, got -1"),
        ("unit", 4, "unit: expected an integer from 0 to 3, got 4"),
        ("direction", "up", "direction: expected 'forward' or 'backward', got 'up'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(view, name, value, message):
    check_refused(view, name, value, message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model": rnn.VanillaCell}, "model: expected one over Bidirectional"),
        ({"x": "for □" * 20}, "x: expected at most 64 steps, got 100"),
        ({"x": "no €"}, "string: expected only characters of the alphabet"),
        ({"labels": "abc"}, "labels: expected 24, one for each step, got 3"),
        ({"symbols": "abc"}, "symbols: expected .*, one for each column, got 3"),
        ({"target": 99}, "target: expected integers from 0 to"),
        ({"colour": "red"}, "colour: expected one of t, .*, got 'colour'"),
    ],
)
def test_bad_arguments_are_named(change, message):
    given = {"model": filler(), "x": LINE} | change
    with pytest.raises(ValueError, match=message):
        TwoWayView(**given)


def test_two_layers_of_different_width_cannot_share_a_chooser():
    rng = np.random.default_rng(0)
    layers = [rnn.Recurrent(rnn.GRUCell(3, H, rng=rng)) for H in (2, 3)]
    model = rnn.EveryStepModel(rnn.Bidirectional(*layers), rnn.Linear(5, 3, rng=rng))
    with pytest.raises(ValueError, match="model: expected two layers with equally many units"):
        TwoWayView(model, np.zeros((4, 3)))
