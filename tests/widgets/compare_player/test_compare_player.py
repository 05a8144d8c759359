"""ComparePlayer without a page: its traits, its errors, and the bytes it sends."""

import numpy as np
import pytest
from widgets.refusal import check_refused
from widgets.runs import series, together

from rnnlib import CoupledLSTMCell, GRUCell, LSTMCell, VanillaCell, notation
from rnnlib.widgets import ComparePlayer

KINDS = {"vanilla": (VanillaCell, 5), "LSTM": (LSTMCell, 3), "GRU": (GRUCell, 4)}


def runs(**options):
    return together(KINDS, **options)


@pytest.fixture
def tapes():
    return runs()


@pytest.fixture
def player(tapes):
    return ComparePlayer(tapes, labels=list("hello world\n"))


def received(player, k, name):
    """A series of network k as the page reads it: (rows, H)."""
    network = player._networks[k]
    first, length = network["bytes"]
    return series(network, player._numbers[first : first + length], name)


def test_repr_is_short_and_stable(player):
    assert repr(player) == "ComparePlayer(vanilla | LSTM | GRU, T=12, B=2)"


def test_every_network_sends_its_gates_states_and_gradients(player, tapes):
    for k, tape in enumerate(tapes.values()):
        for name in tape.cell.gates:
            np.testing.assert_array_equal(received(player, k, name), tape[name][:, 0].astype("f4"))
        for name in tape.cell.states:
            np.testing.assert_array_equal(
                received(player, k, name)[1:], tape[name][:, 0].astype("f4")
            )
        for name in tape.back.names:
            np.testing.assert_array_equal(
                received(player, k, f"∂L/∂{name}"), tape.back[name][:, 0].astype("f4")
            )


def test_the_norms_are_those_of_the_sequence_and_the_axis_holds_them_all(player, tapes):
    every = []
    for network, tape in zip(player._networks, tapes.values(), strict=True):
        assert list(network["flow"]) == [s for s in "ch" if s in tape.cell.states]
        for state, norms in network["flow"].items():
            true = np.sqrt((tape.back[state][:, 0] ** 2).sum(axis=1))
            np.testing.assert_allclose(norms, true)
            every += [norm for norm in norms if norm > 0]
    low, high = player._axis
    assert 10.0**low <= min(every) and max(every) <= 10.0**high


def test_gradients_of_all_networks_have_one_scale(player):
    scales = {
        entry[2]
        for network in player._networks
        for entry in network["series"].values()
        if entry[3] == "∂"
    }
    assert len(scales) == 1


def test_another_sequence_sends_other_numbers(player, tapes):
    player.batch = 1
    np.testing.assert_array_equal(received(player, 2, "u"), tapes["GRU"]["u"][:, 1].astype("f4"))


def test_what_is_written_beside_a_name_is_how_its_memory_comes_about(player):
    for name, words in player._vocabulary.items():
        lines = [network["lines"]["forward"] for network in words["networks"]]
        assert [line["name"] for line in lines] == ["h", "c", "h"]
        assert notation.text(lines[2]["right"]) == notation.equations("GRU", name)["h"].split(
            " = "
        )[1].replace("⊙", "·")


def test_everything_can_be_set_observed_and_linked(player):
    seen = []
    player.observe(lambda change: seen.append((change.name, change.new)))
    wanted = {
        "t": 5,
        "units": [4, 2, 3],
        "notation": "ng",
        "direction": "backward",
        "shown": "gates",
        "diagrams": False,
        "playing": True,
    }
    for name, value in wanted.items():
        setattr(player, name, value)
    assert seen == list(wanted.items())


def test_one_unit_for_all_as_far_as_they_have_it(player):
    player.unit = 4
    assert player.units == [4, 2, 3]
    player.unit = 1
    assert player.units == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("t", 12, "t: expected an integer from 0 to 11, got 12"),
        ("units", [0, 0], "units: expected 3, one for each network, got 2"),
        ("units", [0, 3, 0], "units: expected an integer from 0 to 2 for LSTM, got 3"),
        ("shown", "weights", "shown: expected 'states' or 'gates', got 'weights'"),
        ("notation", "memory", "notation: expected one of 'house', .*, got 'memory'"),
        ("direction", "up", "direction: expected 'forward' or 'backward', got 'up'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(player, name, value, message):
    check_refused(player, name, value, message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: {"GRU": t["GRU"]}, "tapes: expected two to four, got 1"),
        (lambda t: {str(k): t["GRU"] for k in range(5)}, "tapes: expected two to four, got 5"),
        (lambda t: [t["GRU"], t["GRU"]], "tapes: expected names, {name: tape}, where two cells"),
        (lambda t: t | {"GRU": 3}, "tapes: expected tapes of one recurrent layer each .* got int"),
        (
            lambda t: t | {"GRU": runs(symbols=False)["GRU"]},
            "tapes: expected runs on the same input, got another one in 'GRU'",
        ),
        (
            lambda t: t | {"GRU": runs(mask=np.arange(12)[:, None] < [9, 12])["GRU"]},
            "tapes: expected runs on the same input, got another one in 'GRU'",
        ),
    ],
)
def test_runs_that_cannot_be_compared_are_refused(tapes, change, message):
    with pytest.raises(ValueError, match=message):
        ComparePlayer(change(tapes))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"labels": "short"}, "labels: expected 12, one for each step, got 5"),
        ({"predictions": {"RNN": None}}, "predictions: expected some of vanilla, .* got 'RNN'"),
        ({"predictions": {"GRU": np.ones((3, 2, 2))}}, "predictions: expected 12, .* got 3"),
        ({"units": [0, 0, 9]}, "units: expected an integer from 0 to 3 for GRU, got 9"),
        ({"stage": "all"}, "stage: expected one of t, units, .*, got 'stage'"),
    ],
)
def test_bad_arguments_are_named(tapes, arguments, message):
    with pytest.raises(ValueError, match=message):
        ComparePlayer(tapes, **arguments)


def test_a_list_gets_the_names_of_its_cells():
    made = ComparePlayer(together({"a": (LSTMCell, 3), "b": (CoupledLSTMCell, 3)}).values())
    assert repr(made) == "ComparePlayer(LSTM | CoupledLSTM, T=12, B=2)"
    assert tuple(made._vocabulary) == notation.NAMES


def test_backward_needs_the_gradients_of_all(tapes):
    made = ComparePlayer(tapes | {"GRU": runs(back=False)["GRU"]})
    with pytest.raises(ValueError, match="direction: .*call layer.backward first"):
        made.direction = "backward"
    assert made._networks[2]["flow"] == {}


def test_without_any_gradient_there_is_no_axis():
    assert ComparePlayer(runs(back=False))._axis == []


def test_gradients_too_small_to_see_stand_on_the_floor_of_the_axis(tapes):
    tapes["GRU"].back.inside("dh")[3, :, 0] = 1e-100
    player = ComparePlayer(tapes)
    low, high = player._axis
    assert high - low == 12
