"""The live engine of the phase plane computes what rnnlib computes."""

import numpy as np
import pytest

from rnnlib import Recurrent, VanillaCell
from rnnlib.analysis import StateMap, fate, fixed_points
from rnnlib.widgets import PhasePlane
from rnnlib.widgets.phase_plane.presets import SAYS, turn
from rnnlib.widgets.phase_plane.widget import HERE
from rnnlib.widgets.shared.modules import script


@pytest.fixture(scope="module")
def engine(open_page):
    """`engine("run(...)", argument)` → what the live engine gives."""
    page = open_page()

    def call(expression, argument):
        return page.evaluate(
            f"(a) => {{ {script(HERE, 'engine')}; return {expression}; }}", argument
        )

    return call


def as_map(map_):
    return {"U": map_.U.tolist(), "r": map_.r.tolist(), "squash": map_.squash}


def random_maps():
    for seed in range(12):
        rng = np.random.default_rng(seed)
        U, r = rng.normal(scale=1.5, size=(2, 2)), rng.normal(scale=0.3, size=2)
        yield StateMap(U, r)
        yield StateMap(0.5 * U, r, squash=False)


@pytest.mark.parametrize("scale", [0.5, 2.0, 20.0])
def test_a_walk_is_that_of_the_cell(engine, scale):
    rng = np.random.default_rng(0)
    cell = VanillaCell(1, 2, rng=rng)
    for p in cell.params.values():
        p[...] = rng.normal(scale=scale, size=p.shape)
    x, h0 = rng.normal(size=300), rng.normal(size=2)
    y, _ = Recurrent(cell).forward(x[:, None, None], (h0[None],))
    W, U, b = (cell.params[name].squeeze().tolist() for name in "WUb")
    net = {"W": W, "U": U, "b": b, "squash": True}
    walk = engine("run(a.net, a.h0, a.x)", {"net": net, "h0": h0.tolist(), "x": x.tolist()})
    states = np.array(walk["states"])
    np.testing.assert_allclose(states[1:], y[:, 0], rtol=0, atol=1e-6)
    np.testing.assert_allclose(walk["turned"][1:], states[:-1] @ U, atol=1e-6)
    np.testing.assert_allclose(np.tanh(walk["sums"][1:]), states[1:], atol=1e-6)


@pytest.mark.parametrize("name", SAYS)
def test_every_preset_walks_and_ends_as_in_python(engine, name):
    own = PhasePlane(preset=name, t=18)
    net = {key: getattr(own, key) for key in ("W", "U", "b", "squash")}
    x = own.x if own.driven else [0.0] * 40
    walk = engine("run(a[0], a[1], a[2])", [net, own.h0, x])
    np.testing.assert_allclose(walk["states"], own.run(), rtol=0, atol=1e-6)
    check_points(engine("fixedPoints(a)", as_map(own.map())), own.fixed_points())
    check_fate(engine("fate(a[0], a[1])", [as_map(own.map()), walk["states"][18]]), own.fate())


def test_fixed_points_of_any_map(engine):
    for map_ in random_maps():
        check_points(engine("fixedPoints(a)", as_map(map_)), fixed_points(map_))
    for U in (np.eye(2), turn(1.0, 30), [[1.0, 0], [0, 0.5]], 2 * np.eye(2), np.zeros((2, 2))):
        for squash in (True, False):
            map_ = StateMap(U, squash=squash)
            check_points(engine("fixedPoints(a)", as_map(map_)), fixed_points(map_))


def test_the_fate_of_any_state(engine):
    for map_ in random_maps():
        start = [0.4, -0.3]
        check_fate(engine("fate(a[0], a[1])", [as_map(map_), start]), fate(map_, start))


def test_turns(engine):
    for scale, degrees in ((0.9, 30), (2.0, 90), (1.3, -140), (0.0, 0)):
        U = engine("rotation(a[0], a[1])", [scale, degrees])
        np.testing.assert_allclose(U, turn(scale, degrees), atol=1e-15)
        back = engine("nearestRotation(a)", U)
        assert back["scale"] == pytest.approx(scale)
        assert back["degrees"] == pytest.approx(degrees)
        assert back["exact"]
    assert not engine("nearestRotation(a)", [[2, 0], [0, 0.5]])["exact"]


def check_points(got, true):
    assert [point["kind"] for point in got] == [point.kind for point in true]
    for one, other in zip(got, true, strict=True):
        sure = 1e-6 if other.kind != "neutral" else 1e-3  # Newton's method is coarse at a border
        np.testing.assert_allclose(one["state"], other.state, rtol=0, atol=sure)


def check_fate(got, true):
    assert (got["kind"], got["period"]) == (true.kind, true.period)
    if true.period:
        np.testing.assert_allclose(got["states"], true.states, rtol=0, atol=1e-6)
