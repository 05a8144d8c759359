"""CellPlayer without a page: its traits, its errors, and the bytes it sends."""

import numpy as np
import pytest
import traitlets
from widgets.refusal import check_refused
from widgets.runs import received, run

from rnnlib import GRUCell, JordanCell, LSTMCell, Recurrent, Stacked, notation
from rnnlib.widgets import CellPlayer


@pytest.fixture
def tape():
    return run()[0]


@pytest.fixture
def player(tape):
    return CellPlayer(tape, labels=list("hello world\n"))


def test_repr_is_short_and_stable(player):
    assert repr(player) == "CellPlayer(LSTM, T=12, B=2, H=4)"


def test_the_bytes_hold_every_gate_and_state_as_float32(player, tape):
    for name in ("i", "f", "o", "g", "m"):
        np.testing.assert_array_equal(received(player, name), tape[name][:, 0].astype("f4"))
    for name in ("h", "c"):
        sent = received(player, name)
        np.testing.assert_array_equal(sent[1:], tape[name][:, 0].astype("f4"))
        np.testing.assert_array_equal(sent[:-1], tape.previous(name)[:, 0].astype("f4"))


def test_the_bytes_hold_every_gradient(player, tape):
    for name in tape.back.names:
        np.testing.assert_array_equal(
            received(player, f"∂L/∂{name}"), tape.back[name][:, 0].astype("f4")
        )


def test_outputs_are_chosen_apart_from_units():
    tape, _ = run(lambda D, H, **more: JordanCell(D, H, 3, **more))
    player = CellPlayer(tape, unit=3, output=2)
    assert repr(player) == "CellPlayer(Jordan, T=12, B=2, H=4)"
    start, rows, *_ = player._run["series"]["y"]
    sent = np.frombuffer(player._numbers, "<f4")[start : start + rows * 3].reshape(rows, 3)
    np.testing.assert_array_equal(sent[1:], tape["y"][:, 0].astype("f4"))
    with pytest.raises(ValueError, match="output: expected an integer from 0 to 2, got 3"):
        player.output = 3
    with pytest.raises(ValueError, match="output: expected an integer from 0 to 0, got 1"):
        CellPlayer(run()[0], output=1)


def test_another_sequence_sends_other_numbers(player, tape):
    player.batch = 1
    np.testing.assert_array_equal(received(player, "f"), tape["f"][:, 1].astype("f4"))


def test_everything_can_be_set_observed_and_linked(player):
    seen = []
    player.observe(lambda change: seen.append((change.name, change.new)))
    wanted = {
        "t": 5,
        "unit": 3,
        "notation": "ng",
        "direction": "backward",
        "stage": "forget",
        "speed": 30.0,
        "playing": True,
    }
    for name, value in wanted.items():
        setattr(player, name, value)
    assert seen == list(wanted.items())

    class Other(traitlets.HasTraits):
        t = traitlets.Int()

    other = Other()
    traitlets.link((player, "t"), (other, "t"))
    other.t = 2
    assert player.t == 2


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("t", 12, "t: expected an integer from 0 to 11, got 12"),
        ("t", -1, "t: expected an integer from 0 to 11, got -1"),
        ("unit", 4, "unit: expected an integer from 0 to 3, got 4"),
        ("batch", 2, "batch: expected an integer from 0 to 1, got 2"),
        ("notation", "klingon", "notation: expected one of 'house', .*, got 'klingon'"),
        ("stage", "melt", "stage: expected one of 'all', 'forget', .*, got 'melt'"),
        ("direction", "up", "direction: expected 'forward' or 'backward', got 'up'"),
        ("speed", 0, "speed: expected more than 0 and at most 60 steps a second, got 0"),
        ("speed", float("nan"), "speed: expected more than 0 .*, got nan"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(player, name, value, message):
    check_refused(player, name, value, message)


def test_a_value_of_the_wrong_type_is_refused(player):
    with pytest.raises(traitlets.TraitError, match="t: expected an integer, got 'first'"):
        player.t = "first"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"unit": 4}, "unit: expected an integer from 0 to 3, got 4"),
        ({"notation": "klingon"}, "notation: expected one of"),
        ({"labels": "short"}, "labels: expected 12, one for each step, got 5"),
        ({"labels": [("a",)] * 12}, "labels: expected rows of 2"),
        ({"predictions": np.ones((11, 2, 3))}, "predictions: expected 12, .* got 11"),
        ({"predictions": np.ones((12, 3))}, r"predictions: expected the shape .*, got 12×3"),
        ({"predictions": np.full((12, 2, 3), 2.0)}, "predictions: expected probabilities"),
        ({"predictions": [3] * 12}, "predictions: expected an array"),
        ({"predictions": np.ones((12, 2, 3)), "symbols": "ab"}, "symbols: expected 3, .* got 2"),
        ({"colour": "red"}, "colour: expected one of .*, got 'colour'"),
    ],
)
def test_bad_arguments_are_named(tape, arguments, message):
    with pytest.raises(ValueError, match=message):
        CellPlayer(tape, **arguments)


def test_a_tape_of_several_layers_must_be_chosen_from():
    rng = np.random.default_rng(0)
    stack = Stacked([Recurrent(LSTMCell(5, 4, rng=rng)), Recurrent(LSTMCell(4, 4, rng=rng))])
    _, tapes = stack.forward(np.zeros((3, 1), int))
    with pytest.raises(
        ValueError, match=r"tape: expected the tape of one recurrent layer .*tape\["
    ):
        CellPlayer(tapes)
    assert repr(CellPlayer(tapes[1])) == "CellPlayer(LSTM, T=3, B=1, H=4)"


def test_a_cell_without_a_diagram_is_refused():
    tape, _ = run()

    class Odd:
        gates, states = (), ()

    tape.cell = Odd()
    with pytest.raises(
        ValueError, match="tape: Odd has no diagram, expected the run of one of .*LSTMCell"
    ):
        CellPlayer(tape)


def test_a_students_own_lstm_has_the_diagram_of_the_lstm():
    class MyLSTMCell(LSTMCell):
        pass

    assert repr(CellPlayer(run(MyLSTMCell)[0])) == "CellPlayer(MyLSTM, T=12, B=2, H=4)"


def test_without_gradients_there_is_no_backward():
    player = CellPlayer(run(back=False)[0])
    assert player._choices["direction"] == ["forward"]
    with pytest.raises(ValueError, match="direction: .*call layer.backward first"):
        player.direction = "backward"


def test_white_space_is_shown(player):
    assert player._run["labels"][5] == "␣"
    assert player._run["labels"][11] == "↵"
    assert CellPlayer(player.tape, labels=["\t"] * 12)._run["labels"][0] == "⇥"


def test_labels_may_differ_between_sequences(tape):
    player = CellPlayer(tape, labels=[("a", "b")] * 12, batch=1)
    assert player._run["labels"] == ["b"] * 12


def test_symbols_read_are_labels_by_default(tape):
    assert CellPlayer(tape)._run["labels"] == [str(k) for k in tape.x[:, 0]]
    assert CellPlayer(run(symbols=False)[0])._run["labels"] == []


def test_the_likeliest_predictions_come_first(tape):
    p = np.zeros((12, 2, 7))
    p[:, :, 3], p[:, :, 6] = 0.7, 0.3
    sent = CellPlayer(tape, predictions=p, symbols=" abcdef")._run["predictions"]
    assert len(sent) == 12 and len(sent[0]) == 5
    assert sent[4][:2] == [("c", 0.7), ("f", 0.3)]


def test_predictions_may_be_pairs(tape):
    player = CellPlayer(tape, predictions=[[("a", 0.1), ("\n", 0.9)]] * 12)
    assert player._run["predictions"][0] == [("↵", 0.9), ("a", 0.1)]


def test_notations_offered_are_those_that_know_the_cell(player):
    assert tuple(player._vocabulary) == notation.NAMES
    assert tuple(CellPlayer(run(GRUCell)[0])._vocabulary) == ("house", "goodfellow", "ng")
