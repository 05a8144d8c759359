"""The live engine of the page computes what rnnlib computes."""

import numpy as np
import pytest

from rnnlib import LSTMCell, PeepholeLSTMCell, Recurrent
from rnnlib.widgets import GatePlayground
from rnnlib.widgets.gate_playground.widget import weights_of
from rnnlib.widgets.shared.modules import SHARED, script

DRAWING = SHARED / "drawing"

SERIES = ("i", "f", "o", "g", "c", "h", "m")


@pytest.fixture(scope="module")
def engine(open_page):
    """`engine("runWeights(...)", argument)` → what the live engine gives, as lists."""
    page = open_page()
    lists = "Object.fromEntries(Object.entries(run).map(([k, v]) => [k, Array.from(v)]))"

    def call(expression, argument):
        code = (
            f"(a) => {{ {script(DRAWING, 'engine')}; const run = {expression}; return {lists}; }}"
        )
        return page.evaluate(code, argument)

    return call


@pytest.mark.parametrize("kind", [LSTMCell, PeepholeLSTMCell])
@pytest.mark.parametrize("scale", [0.5, 2.0, 40.0])
def test_the_engine_computes_what_rnnlib_computes(engine, kind, scale):
    for seed in range(3):
        rng = np.random.default_rng(seed)
        cell = kind(1, 1, rng=rng)
        for p in cell.params.values():
            p[...] = rng.normal(scale=scale, size=p.shape)
        x, (h0, c0) = rng.normal(size=600), rng.normal(size=2)
        state = np.full((1, 1), h0), np.full((1, 1), c0)
        _, tape = Recurrent(cell).forward(x[:, None, None], state)
        peepholes, weights = weights_of(cell)
        argument = {"x": x.tolist(), "w": weights, "p": peepholes, "s": {"c0": c0, "h0": h0}}
        run = engine("runWeights(a.x, a.w, a.p, a.s)", argument)
        for name in SERIES:
            np.testing.assert_allclose(run[name], tape[name][:, 0, 0], rtol=0, atol=1e-6)
        check_parts(run, tape, weights, peepholes)


def check_parts(run, tape, weights, peepholes):
    """What the formulas and the wires show: states one step old, and the parts of every sum."""
    old = {name: tape.previous(name)[:, 0, 0] for name in "hc"}
    parts = {"h⁻": old["h"], "c⁻": old["c"], "f⊙c⁻": tape["f"][:, 0, 0] * old["c"]}
    parts["i⊙g"] = (tape["i"] * tape["g"])[:, 0, 0]
    for gate in "ifog":
        parts[f"{gate}.x"] = tape.x[:, 0, 0] * weights[f"w_{gate}"]
        parts[f"{gate}.h"] = old["h"] * weights[f"u_{gate}"]
        parts[f"{gate}.b"] = np.full(len(tape), weights[f"b_{gate}"])
        if peepholes and gate != "g":
            seen = tape["c"][:, 0, 0] if gate == "o" else old["c"]
            parts[f"{gate}.c"] = seen * weights[f"p_{gate}"]
    assert run.keys() == {"x", *SERIES, *parts}
    for name, values in parts.items():
        np.testing.assert_allclose(run[name], values, rtol=0, atol=1e-6)


@pytest.mark.parametrize("follow", [True, False])
def test_by_hand_too(engine, follow):
    rng = np.random.default_rng(0)
    gates = {name: rng.random(300) for name in "ifo"} | {"g": rng.uniform(-1, 1, 300)}
    gates["f"][::7] = 1
    gates["i"][::5] = 0
    own = GatePlayground(rng.normal(size=300), gates=gates, follow=follow, c0=-0.4)
    run = engine("runHands(a[0], a[1], a[2], {c0: -0.4})", [own.x, own.gates, follow])
    for name in SERIES:
        np.testing.assert_allclose(run[name], own.run()[name][:, 0, 0], rtol=0, atol=1e-6)


def test_half_life_and_extreme_sums(engine):
    def one(expression, argument):
        series = dict.fromkeys([*SERIES, "c⁻"], [])
        return engine(f"({{...{series}, c: [{expression}]}})", argument)["c"][0]

    assert one("halfLife(a)", 0.5) == 1
    assert one("halfLife(a)", 0.85) == pytest.approx(np.log(0.5) / np.log(0.85), rel=1e-12)
    assert one("halfLife(a)", 1) == np.inf
    assert one("halfLife(a)", 0) == 0
    for z in (-800.0, -30.0, 0.0, 30.0, 800.0):
        assert one("sigmoid(a)", z) == pytest.approx(0.5 * (1 + np.tanh(z / 2)), abs=1e-12)
