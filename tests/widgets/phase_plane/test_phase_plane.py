"""PhasePlane without a page: traits, presets, errors, and that its walk is rnnlib's."""

import math

import numpy as np
import pytest
import traitlets
from widgets.refusal import check_refused

from rnnlib import LSTMCell, Recurrent, VanillaCell, notation
from rnnlib.widgets import PhasePlane
from rnnlib.widgets.phase_plane.presets import ALONE, PUSHED, SAYS, turn

RNG = np.random.default_rng(0)


@pytest.fixture
def plane():
    return PhasePlane()


def test_repr_is_short_and_stable(plane):
    assert repr(plane) == "PhasePlane(linear, T=40, spiral)"
    plane.squash, plane.driven = True, True
    assert repr(plane) == "PhasePlane(tanh, driven, T=40)"


def test_every_preset_has_its_words_in_every_notation(plane):
    assert list(SAYS) == [*ALONE, *PUSHED] == list(plane._presets) == plane._choices["preset"]
    assert tuple(plane._vocabulary) == notation.NAMES
    for words in plane._vocabulary.values():
        assert set(words["presets"]) == set(SAYS)
        assert set(words["stages"]) == set(plane._choices["stage"][1:])
        texts = [*words["presets"].values(), *words["stages"].values(), words["note"]]
        filled = "".join(texts)
        for left in ("{before}", "{turned}", "{pushes}", "{push}", "{sum}", "{last}", "{now}"):
            filled = filled.replace(left, "")
        assert "{" not in filled


def test_every_preset_shows_what_it_says():
    walks = {name: PhasePlane(preset=name).run() for name in SAYS}
    ends = {name: PhasePlane(preset=name).fate() for name in SAYS}
    np.testing.assert_allclose(walks["decay"][1:], 0.8 * walks["decay"][:-1])
    size = np.linalg.norm(walks["spiral"], axis=1)
    np.testing.assert_allclose(size[1:], 0.9 * size[:-1])
    np.testing.assert_allclose(walks["circle"][8:], walks["circle"][:-8], atol=1e-12)
    assert ends["circle"].period == 8 and ends["clock"].period == 4
    assert ends["saddle"].kind == ends["escape"].kind == "escape"
    assert PhasePlane(preset="saddle", h0=[0, 1.3]).fate().kind == "rest"
    for name, kinds in (("memory", [2, 1, 0]), ("bits", [4, 4, 1])):
        found = [point.kind for point in PhasePlane(preset=name).fixed_points()]
        assert [found.count(kind) for kind in ("stable", "saddle", "unstable")] == kinds
    assert ends["ring"].kind == "open"
    assert np.linalg.norm(walks["ring"][-10:], axis=1).min() > 0.5
    assert (walks["latch"][6:16, 0] > 0.9).all() and (walks["latch"][18:30, 0] < -0.9).all()
    ringing = np.linalg.norm(walks["ringing"], axis=1)
    assert ringing[3] > 0.7 and ringing[23] < 0.15 and ringing[25] > 0.7


@pytest.mark.parametrize(("strength", "turns"), [(-0.7, True), (-0.6, False)])
def test_a_weak_button_is_forgotten_and_not_half_remembered(strength, turns):
    latch = PhasePlane(preset="latch")
    x = list(latch.x)
    x[16] = strength
    walk = PhasePlane(preset="latch", x=x).run()
    assert (walk[22, 0] < -0.85) == turns
    assert (walk[22, 0] > 0.85) != turns


def test_a_real_cell_can_be_looked_at():
    cell = VanillaCell(1, 2, rng=RNG)
    for p in cell.params.values():
        p[...] = RNG.normal(size=p.shape)
    x = RNG.normal(size=25)
    plane = PhasePlane(cell, x=x, h0=[0.3, -0.2])
    assert (plane.squash, plane.driven, plane.preset) == (True, True, "")
    y, _ = Recurrent(cell).forward(x[:, None, None], (np.array([[0.3, -0.2]]),))
    np.testing.assert_allclose(plane.run()[1:], y[:, 0], atol=1e-12)
    for name, p in cell.params.items():
        np.testing.assert_array_equal(plane.cell().params[name], p)
    assert PhasePlane(cell, x=x).h0 == [0, 0]


def test_the_map_is_that_of_the_input_at_the_cursor():
    plane = PhasePlane(preset="latch", t=17)
    assert plane.x[16] == -1
    np.testing.assert_allclose(plane.map().r, [-3, -1])
    assert len(plane.fixed_points()) == 1 and plane.fixed_points()[0].state[0] < -0.9
    plane.t = 18
    assert len(plane.fixed_points()) == 3
    plane.t = 0
    np.testing.assert_array_equal(plane.map().r, [0, 0])


@pytest.mark.parametrize(
    ("name", "value"),
    [("U", [[1, 0], [0, 1]]), ("W", [0, 1]), ("b", [0.1, 0]), ("h0", [0, 0]), ("squash", True)],
)
def test_who_changes_anything_has_left_the_preset(plane, name, value):
    setattr(plane, name, value)
    assert plane.preset == ""
    plane.preset = "spiral"
    assert getattr(plane, name) == plane._presets["spiral"][name]


def test_the_last_digits_of_a_page_do_not_leave_the_preset(plane):
    plane.set_state({"preset": "clock"} | plane._presets["clock"])
    assert plane.preset == "clock"
    U = [[float(f"{value:.14f}") for value in row] for row in turn(2.0, 90)]
    plane.set_state({"U": U})
    assert plane.preset == "clock"


def test_everything_can_be_observed_and_linked(plane):
    seen = []
    plane.observe(lambda change: seen.append(change.name))
    plane.preset = "latch"
    assert {"preset", "U", "W", "x", "driven"} <= set(seen)
    other = PhasePlane()
    traitlets.link((plane, "t"), (other, "t"))
    plane.t = 40
    assert other.t == 40


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("U", [[1, 2]], "U: expected two rows of two numbers, got"),
        ("U", [[1, 2], [3]], r"a row of U: expected 2 finite numbers, got \[3\]"),
        ("U", "swirl", "U: expected two rows of two numbers, got 'swirl'"),
        ("W", [1], r"W: expected 2 finite numbers, got \[1\]"),
        ("b", [math.nan, 0], r"b: expected 2 finite numbers, got \[nan, 0\]"),
        ("h0", 3, "h0: expected 2 finite numbers, got 3"),
        ("x", [0.0] * 3, "x: expected 40 numbers, one for each step, got 3"),
        ("border", [1, 2], "border: expected 3 finite numbers"),
        ("sides", ["dark"], r"sides: expected two words or none, got \['dark'\]"),
        ("sides", "on", "sides: expected two words or none, got 'on'"),
        ("backdrop", "sky", "backdrop: expected 'arrows', 'grid', 'none', got 'sky'"),
        ("preset", "nap", "preset: expected 'decay', .* or '', got 'nap'"),
        ("t", 41, "t: expected an integer from 0 to 40, got 41"),
        ("stage", "fold", "stage: expected one of 'all', 'turn', 'add', 'squash', got 'fold'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(plane, name, value, message):
    check_refused(plane, name, value, message)
    assert plane.preset == "spiral"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"T": 0}, "T: expected from 1 to 400 steps, got 0"),
        ({"T": 3.5}, "T: expected from 1 to 400 steps, got 3.5"),
        ({"x": []}, "T: expected from 1 to 400 steps, got 0"),
        ({"colour": "red"}, "colour: expected one of t, .*, got 'colour'"),
        ({"preset": "nap"}, "preset: expected 'decay'"),
        ({"cell": VanillaCell(2, 2, rng=RNG)}, r"cell: expected VanillaCell\(1, 2\), got Vanilla"),
        ({"cell": LSTMCell(1, 2, rng=RNG)}, r"cell: expected VanillaCell\(1, 2\), got LSTMCell"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        PhasePlane(**arguments)
