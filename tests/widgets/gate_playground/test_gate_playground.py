"""GatePlayground without a page: traits, presets, errors, and that its run is rnnlib's."""

import math

import numpy as np
import pytest
import traitlets
from widgets.refusal import check_refused

from rnnlib import GRUCell, LSTMCell, PeepholeLSTMCell, Recurrent, notation
from rnnlib.widgets import GatePlayground

RNG = np.random.default_rng(0)
PRESETS = ("keep", "forget", "write", "count", "leak", "latch")


@pytest.fixture
def playground():
    return GatePlayground()


def c_of(playground):
    return playground.run()["c"][:, 0, 0]


def test_repr_is_short_and_stable(playground):
    assert repr(playground) == "GatePlayground(hands, T=40, keep)"
    playground.mode = "weights"
    playground.peepholes = True
    assert repr(playground) == "GatePlayground(weights, peepholes, T=40)"


@pytest.mark.parametrize("mode", ["hands", "weights"])
@pytest.mark.parametrize("T", [24, 40, 200])
def test_every_preset_shows_what_it_says(mode, T):
    playground = GatePlayground(T=T, mode=mode)
    c = {}
    for preset in PRESETS:
        playground.preset = preset
        c[preset] = c_of(playground)
    at = np.flatnonzero(playground.x)  # of latch, the last one
    start, cut = int(0.1 * T), int(0.6 * T)
    assert np.ptp(c["keep"][start:]) < 0.1 and c["keep"][-1] > 0.85
    assert c["forget"][cut - 1] > 0.7 and abs(c["forget"][cut:]).max() < 0.01
    x = np.array(playground._presets["write"]["x"])
    g = x if mode == "hands" else np.tanh(2 * x)
    np.testing.assert_allclose(c["write"], g, atol=2e-3)
    assert c["count"][-1] == pytest.approx(8, abs=0.25)
    pulse = int(0.08 * T)
    decay = c["leak"][pulse + 5] / c["leak"][pulse]
    assert decay == pytest.approx(0.85**5, abs=3e-3)
    assert [round(c["latch"][t]) for t in at] == [1, -1, 1]
    assert [round(c["latch"][t - 1]) for t in at] == [0, 1, -1]


def test_a_run_by_hand_has_exactly_the_gates_of_the_hand():
    rng = np.random.default_rng(0)
    gates = {name: rng.random(30) for name in "ifo"} | {"g": rng.uniform(-1, 1, 30)}
    for values in gates.values():
        values[:3] = 0, 1, 0.5
    playground = GatePlayground(np.zeros(30), gates=gates, follow=False, c0=0.7)
    tape = playground.run()
    c, h = 0.7, []
    for t in range(30):
        c = gates["f"][t] * c + gates["i"][t] * gates["g"][t]
        h.append(gates["o"][t] * math.tanh(c))
    for name, values in gates.items():
        np.testing.assert_allclose(tape[name][:, 0, 0], values, atol=1e-12)
    np.testing.assert_allclose(tape["h"][:, 0, 0], h, atol=1e-12)


def test_the_candidate_follows_the_input_within_its_range():
    playground = GatePlayground([0.5, -3.0, 2.0], gates={"i": 1, "f": 0})
    np.testing.assert_allclose(c_of(playground), [0.5, -1, 1])


@pytest.mark.parametrize("kind", [LSTMCell, PeepholeLSTMCell])
def test_a_real_cell_can_be_looked_at(kind):
    rng = np.random.default_rng(1)
    cell = kind(1, 1, rng=rng)
    for p in cell.params.values():
        p[...] = rng.normal(size=p.shape)
    x = rng.normal(size=25)
    playground = GatePlayground(x, cell=cell, c0=0.3)
    assert (playground.mode, playground.peepholes) == ("weights", kind is PeepholeLSTMCell)
    _, tape = Recurrent(cell).forward(x[:, None, None], (np.zeros((1, 1)), np.full((1, 1), 0.3)))
    for name in tape.names:
        np.testing.assert_array_equal(playground.run()[name], tape[name])
    for name, p in cell.params.items():
        np.testing.assert_array_equal(playground.cell().params[name], p)


def test_half_life():
    playground = GatePlayground(preset="leak")
    assert playground.half_life() == pytest.approx(math.log(0.5) / math.log(0.85))
    playground.gates = {"f": 1}
    assert playground.half_life() == math.inf
    playground.gates = {"f": 0}
    assert playground.half_life() == 0


def test_what_is_not_named_stays(playground):
    before = playground.gates
    playground.gates = {"f": 0.5, "o": np.linspace(0, 1, 40)}
    assert playground.gates["f"] == [0.5] * 40
    assert playground.gates["o"][-1] == 1
    assert playground.gates["i"] == before["i"]
    weights = playground.weights
    playground.weights = {"b_f": -2}
    assert playground.weights == weights | {"b_f": -2.0}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x", [0.0] * 40),
        ("gates", {"f": 0.5}),
        ("weights", {"w_g": 1}),
        ("c0", 1.0),
        ("follow", False),
        ("peepholes", True),
    ],
)
def test_who_changes_anything_has_left_the_preset(playground, name, value):
    setattr(playground, name, value)
    assert playground.preset == ""
    playground.preset = "keep"
    assert getattr(playground, name) == playground._presets["keep"][name]
    assert playground.preset == "keep"


def test_a_page_that_sets_several_traits_at_once_is_heard_once(playground):
    sent = {"preset": "leak"} | playground._presets["leak"]
    playground.set_state(sent)
    assert (playground.preset, playground.gates["f"][0]) == ("leak", 0.85)
    playground.set_state({"preset": "", "gates": playground.gates | {"f": [0.1] * 40}})
    assert (playground.preset, playground.gates["f"][0]) == ("", 0.1)


def test_what_the_page_sent_is_not_sent_back(playground, monkeypatch):
    sent = []
    monkeypatch.setattr(playground, "send_state", lambda key=None: sent.append(key))
    playground.set_state(
        {
            "x": [1, 0, 0.25, -1] * 10,
            "gates": {"i": [1] * 40, "f": [0] * 40, "o": [0.5] * 40, "g": [-1] * 40},
            "weights": playground.weights | {"w_f": 3, "b_f": 0},
            "c0": 1,
            "preset": "",
        }
    )
    assert sent == []
    playground.c0 = 0.5
    assert sent == ["c0"]


def test_everything_can_be_observed_and_linked(playground):
    seen = []
    playground.observe(lambda change: seen.append(change.name))
    playground.preset = "count"
    assert {"preset", "x", "gates", "weights"} <= set(seen)
    other = GatePlayground()
    traitlets.link((playground, "t"), (other, "t"))
    playground.t = 17
    assert other.t == 17


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("x", [1, 2], "x: expected 40 numbers, one for each step, got 2"),
        ("x", "loud", "x: expected 40 numbers, got 'loud'"),
        ("x", [math.nan] * 40, "x: expected finite numbers, got nan"),
        ("x", np.zeros((40, 1)), r"x: expected 40 numbers, one for each step, got shape \(40, 1\)"),
        ("gates", {"f": 1.5}, "gates: f: expected numbers from 0 to 1, got 1.5"),
        ("gates", {"g": -2}, "gates: g: expected numbers from -1 to 1, got -2"),
        ("gates", {"i": [1, 0]}, "gates: i: expected 40 numbers, one for each step, got 2"),
        ("gates", {"z": 1}, "gates: expected some of i, f, o, g, got 'z'"),
        ("gates", 0.5, "gates: expected a dict, got float"),
        ("weights", {"w_x": 1}, "weights: expected some of w_i, .*, got 'w_x'"),
        ("weights", {"w_i": math.inf}, "weights: expected a finite number for w_i, got inf"),
        ("weights", {"w_i": "1"}, "weights: expected a finite number for w_i, got '1'"),
        ("mode", "feet", "mode: expected 'hands' or 'weights', got 'feet'"),
        ("preset", "nap", "preset: expected 'keep', .* or '', got 'nap'"),
        ("c0", math.nan, "c0: expected a finite number, got nan"),
        ("t", 40, "t: expected an integer from 0 to 39, got 40"),
        ("notation", "klingon", "notation: expected one of 'house'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(playground, name, value, message):
    check_refused(playground, name, value, message)
    assert playground.preset == "keep"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"T": 1}, "T: expected from 2 to 400 steps, got 1"),
        ({"T": 3.5}, "T: expected from 2 to 400 steps, got 3.5"),
        ({"x": []}, "T: expected from 2 to 400 steps, got 0"),
        ({"colour": "red"}, "colour: expected one of t, .*, got 'colour'"),
        ({"preset": "nap"}, "preset: expected 'keep'"),
        ({"cell": LSTMCell(2, 1, rng=RNG)}, r"cell: expected LSTMCell\(1, 1\) or .*, got LSTMCell"),
        ({"cell": GRUCell(1, 1, rng=RNG)}, "cell: expected .*, got GRUCell"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        GatePlayground(**arguments)


def test_every_notation_writes_every_face(playground):
    assert tuple(playground._vocabulary) == notation.NAMES
    for words in playground._vocabulary.values():
        for face in ("hands", "weights", "peepholes"):
            assert len(words["faces"][face]["stages"]) == 4
        assert set(words["presets"]) == set(PRESETS)
    peeped = playground._vocabulary["peephole-lecture"]["faces"]["peepholes"]["stages"][0]
    assert any(piece.get("terms") == ["f.c"] for piece in peeped["forward"][0]["right"])
