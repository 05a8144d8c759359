"""TextView without a page: what it accepts, what it offers, and the bytes it sends."""

import numpy as np
import pytest
import traitlets
from widgets.refusal import check_refused
from widgets.runs import received, run

from rnnlib import GRUCell, LanguageModel, LSTMCell, Recurrent, Stacked, Text
from rnnlib.analysis import sensitivity
from rnnlib.widgets import CellPlayer, TextView

TEXT = 'say "hi" to\n'


@pytest.fixture(scope="module")
def model():
    rng = np.random.default_rng(0)
    text = Text(TEXT)
    return LanguageModel(text, Recurrent(LSTMCell(text.V, 4, rng=rng)), rng=rng)


@pytest.fixture
def view(model):
    _, tape = model.predict(TEXT)
    return TextView(tape.rnn, TEXT, sensitivity=sensitivity(model, TEXT))


def test_repr_is_short_and_stable(view):
    assert repr(view) == "TextView(T=12, H=4: i, f, o, g, h, c, sensitivity)"
    assert repr(TextView(None, "ab", sensitivity=np.eye(2))) == "TextView(T=2, H=0: sensitivity)"


def test_the_bytes_hold_every_gate_and_state_as_float32(model, view):
    _, tape = model.predict(TEXT)
    for name in ("i", "f", "o", "g", "h", "c"):
        np.testing.assert_array_equal(received(view, name), tape.rnn[name][:, 0].astype("f4"))


def test_the_bytes_hold_the_sensitivities(model, view):
    found = sensitivity(model, TEXT)
    sent = np.frombuffer(view._influence, "<f4").reshape(12, 12)
    np.testing.assert_array_equal(sent, found.values)
    shown = [{" ": "␣", "\n": "↵"}.get(s, s) for s in found.symbols]
    assert view._outputs == shown


def test_a_sequence_of_a_batch():
    tape, _ = run(B=2)
    view = TextView(tape, "x" * 12, batch=1)
    np.testing.assert_array_equal(received(view, "f"), tape["f"][:, 1].astype("f4"))


def test_arrays_by_name_will_do():
    rng = np.random.default_rng(0)
    arrays = {"error": rng.normal(size=(3, 1)), "surprise": rng.normal(size=(3, 1, 1))}
    view = TextView(arrays, ["to", "be", "or"], name="error")
    np.testing.assert_array_equal(received(view, "error"), arrays["error"].astype("f4"))
    assert view._vocabulary["ng"]["symbols"] == {"error": "error", "surprise": "surprise"}
    assert repr(view) == "TextView(T=3, H=1: error, surprise)"


def test_only_what_is_asked_for_is_sent():
    view = TextView(run()[0], "x" * 12, names=("h", "f"))
    assert view._choices["name"] == ["h", "f"]
    assert len(view._numbers) == 4 * 2 * 12 * 4
    assert view.name == "f"


def test_notations_offered_are_those_that_know_the_names():
    view = TextView(run(GRUCell)[0], "x" * 12)
    assert list(view._vocabulary) == ["house", "goodfellow", "ng"]
    assert view._vocabulary["goodfellow"]["symbols"]["u"] == "z"


def test_everything_can_be_set_observed_and_linked(view):
    seen = []
    view.observe(lambda change: seen.append((change.name, change.new)))
    wanted = {"t": 5, "unit": 3, "name": "f", "mode": "sensitivity", "notation": "ng"}
    for name, value in wanted.items():
        setattr(view, name, value)
    assert seen == list(wanted.items())
    player = CellPlayer(run(H=4)[0])
    traitlets.link((player, "t"), (view, "t"))
    traitlets.link((player, "unit"), (view, "unit"))
    player.t, view.unit = 7, 2
    assert (view.t, player.unit) == (7, 2)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("t", 12, "t: expected an integer from 0 to 11, got 12"),
        ("unit", -1, "unit: expected an integer from 0 to 3, got -1"),
        ("name", "q", "name: expected one of 'i', 'f', 'o', 'g', 'h', 'c', got 'q'"),
        ("mode", "both", "mode: expected one of 'values', 'sensitivity', got 'both'"),
        ("notation", "klingon", "notation: expected one of 'house'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(view, name, value, message):
    check_refused(view, name, value, message)


def test_without_a_sensitivity_there_is_no_such_mode():
    with pytest.raises(ValueError, match="mode: expected one of 'values', got 'sensitivity'"):
        TextView(run()[0], "x" * 12, mode="sensitivity")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": "short"}, "text: expected 12 characters, got 5"),
        ({"tape": None}, "tape: expected a tape, arrays by name, or a sensitivity; got none"),
        ({"tape": 3}, r"tape: expected the tape of one recurrent layer .*tape.rnn.*got int"),
        ({"tape": {"a": np.zeros(12)}}, r"tape: expected a of shape .*, got \(12,\)"),
        (
            {"tape": {"a": np.zeros((12, 2)), "b": np.zeros((12, 3))}},
            r"tape: expected b of shape \(12, 2\), got \(12, 3\)",
        ),
        ({"names": ["f", "q"]}, "names: expected some of i, .*, got 'q'"),
        ({"name": "q"}, "name: expected one of 'i', .*, got 'q'"),
        ({"unit": 4}, "unit: expected an integer from 0 to 3, got 4"),
        ({"batch": 2}, "batch: expected an integer from 0 to 1, got 2"),
        ({"sensitivity": np.eye(11)}, r"sensitivity: expected norms .*, got shape \(11, 11\)"),
        ({"sensitivity": -np.eye(12)}, "sensitivity: expected norms .*, zero or more"),
        ({"colour": "red"}, "colour: expected one of t, .*, got 'colour'"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    given = {"tape": run()[0], "text": "x" * 12} | arguments
    with pytest.raises(ValueError, match=message):
        TextView(**given)


def test_a_tape_of_several_layers_must_be_chosen_from():
    rng = np.random.default_rng(0)
    stack = Stacked([Recurrent(LSTMCell(5, 4, rng=rng)), Recurrent(LSTMCell(4, 4, rng=rng))])
    _, tapes = stack.forward(np.zeros((3, 1), int))
    with pytest.raises(ValueError, match=r"of several layers: tape\[0\]"):
        TextView(tapes, "abc")
    assert repr(TextView(tapes[1], "abc")).startswith("TextView(T=3, H=4")
