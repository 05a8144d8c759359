"""UnrollView without a page: its traits, its errors, and the bytes it sends."""

import numpy as np
import pytest
from widgets.refusal import check_refused
from widgets.runs import received
from widgets.unrolled_runs import network

from rnnlib import notation
from rnnlib.widgets import UnrollView


@pytest.fixture
def view():
    return UnrollView(*network(), labels="abcdefg", symbols=["no", "yes"])


def test_repr_is_short_and_stable(view):
    assert repr(view) == "UnrollView(Vanilla, T=7, H=4, K=2)"


def test_the_bytes_hold_the_run_as_float32(view):
    for name in ("a", "h"):
        np.testing.assert_array_equal(received(view, name), getattr(view.run, name).astype("f4"))
    np.testing.assert_array_equal(received(view, "L")[:, 2], view.run.losses.astype("f4"))
    numbers = np.frombuffer(view._numbers, "<f4")
    for name in "sy":
        start = view._run["vectors"][name]
        sent = numbers[start : start + 14].reshape(7, 2)
        np.testing.assert_array_equal(sent, getattr(view.run, name).astype("f4"))


def test_the_bytes_hold_every_parameter(view):
    numbers = np.frombuffer(view._numbers, "<f4")
    assert [parameter["name"] for parameter in view._parameters] == ["W", "U", "b", "V", "b_y"]
    for parameter in view._parameters:
        true = view.run.params[parameter["name"]]
        assert tuple(parameter["shape"]) == true.shape
        start = parameter["start"]
        np.testing.assert_array_equal(numbers[start : start + true.size], true.astype("f4").ravel())


def test_everything_can_be_set_observed_and_linked(view):
    seen = []
    view.observe(lambda change: seen.append((change.name, change.new)))
    wanted = {"t": 5, "unit": 3, "notation": "ng", "stage": "scores", "folded": 0.25}
    wanted |= {"parameter": "b_y", "speed": 30.0, "playing": True}
    for name, value in wanted.items():
        setattr(view, name, value)
    assert seen == list(wanted.items())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("t", 7, "t: expected an integer from 0 to 6, got 7"),
        ("unit", 4, "unit: expected an integer from 0 to 3, got 4"),
        ("folded", 1.5, "folded: expected a number from 0 to 1, got 1.5"),
        ("folded", float("nan"), "folded: expected a number from 0 to 1, got nan"),
        ("parameter", "Q", "parameter: expected one of '', 'W', 'U', 'b', 'V', 'b_y', got 'Q'"),
        ("stage", "melt", "stage: expected one of 'all', 'sum', .*, got 'melt'"),
        ("notation", "klingon", "notation: expected one of 'house', .*, got 'klingon'"),
        ("direction", "backward", "direction: expected 'forward'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(view, name, value, message):
    check_refused(view, name, value, message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"labels": "short"}, "labels: expected 7, one for each step, got 5"),
        ({"symbols": "abc"}, "symbols: expected 2, one for each class, got 3"),
        ({"sequence": 2}, "sequence: expected an integer from 0 to 1, got 2"),
        ({"unit": 4}, "unit: expected an integer from 0 to 3, got 4"),
        ({"colour": "red"}, "colour: expected one of .*, got 'colour'"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        UnrollView(*network(), **arguments)


def test_labels_are_the_symbols_read_unless_given(view):
    assert view._run["labels"] == list("abcdefg")
    other = UnrollView(*network())
    assert other._run["labels"] == [str(k) for k in other.run.x]
    assert UnrollView(*network(symbols=False))._run["labels"] == []


def test_every_notation_is_offered_and_every_formula_has_its_numbers(view):
    assert tuple(view._vocabulary) == notation.NAMES
    known = {*view._run["series"], "h⁻"}
    for words in view._vocabulary.values():
        assert [stage["name"] for stage in words["stages"]] == view._choices["stage"][1:]
        for stage in words["stages"]:
            for piece in [*stage["says"], *(p for line in stage["forward"] for p in line["right"])]:
                assert {*piece.get("terms", ())} <= known
