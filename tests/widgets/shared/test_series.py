"""The numbers behind the picture agree with the equations they stand under."""

import numpy as np
import pytest
from widgets.runs import run

import rnnlib
from rnnlib.diagrams import ALL, diagram_of
from rnnlib.diagrams.numbers import collect
from rnnlib.widgets.shared.series import pack
from rnnlib.widgets.shared.words import vocabulary


def series_of(**options):
    tape, layer = run(**options)
    return collect(tape, 1, diagram_of(tape.cell)), tape, layer


def test_the_parts_of_a_sum_give_the_gate():
    s, *_ = series_of()
    z = {gate: s[f"{gate}.x"] + s[f"{gate}.h"] + s[f"{gate}.b"] for gate in "ifog"}
    for gate in "ifo":
        np.testing.assert_allclose(1 / (1 + np.exp(-z[gate])), s[gate])
    np.testing.assert_allclose(np.tanh(z["g"]), s["g"])


def test_the_two_parts_of_c_add_up():
    s, *_ = series_of()
    np.testing.assert_allclose(s["f⊙c⁻"] + s["i⊙g"], s["c"][1:])


def test_weights_trained_on_after_the_run_are_not_passed_off_as_its_own():
    tape, layer = run()
    layer.params["W"] += 0.3
    s = collect(tape, 0, diagram_of(tape.cell))
    assert not any("." in name for name in s)
    assert "∂L/∂h carried" not in s
    assert "∂L/∂c carried" in s


def test_each_path_backward_carries_its_share():
    s, *_ = series_of()
    np.testing.assert_allclose(s["∂L/∂c⁻"][1:], s["∂L/∂c carried"][:-1], atol=1e-12)
    np.testing.assert_allclose(s["∂L/∂f"] * s["f"] * (1 - s["f"]), s["∂L/∂z_f"], atol=1e-12)
    np.testing.assert_allclose(s["∂L/∂i"] * s["i"] * (1 - s["i"]), s["∂L/∂z_i"], atol=1e-12)
    np.testing.assert_allclose(s["∂L/∂o"] * s["o"] * (1 - s["o"]), s["∂L/∂z_o"], atol=1e-12)
    np.testing.assert_allclose(s["∂L/∂g"] * (1 - s["g"] ** 2), s["∂L/∂z_g"], atol=1e-12)


def test_what_reaches_h_is_this_steps_loss_and_what_comes_from_later():
    rng = np.random.default_rng(5)
    tape, layer = run(back=False)
    dy = rng.normal(size=tape["h"].shape)
    layer.backward(tape, dy)
    s = collect(tape, 1, diagram_of(tape.cell))
    np.testing.assert_allclose(s["∂L/∂h here"], dy[:, 1], atol=1e-12)
    np.testing.assert_allclose(s["∂L/∂h here"] + s["∂L/∂h carried"], s["∂L/∂h"])
    np.testing.assert_allclose(s["∂L/∂h⁻"][0], tape.back.initial[0][1])


def test_a_step_without_loss_of_its_own_shows_an_exact_zero():
    for dtype in (np.float64, np.float32):
        s, *_ = series_of(dtype=dtype, T=30)
        assert (s["∂L/∂h here"] == 0).all(axis=1).sum() >= 15


def test_held_steps_pass_gradients_on_unchanged():
    mask = np.ones((12, 2), bool)
    mask[8:, 1] = False
    s, *_ = series_of(mask=mask)
    np.testing.assert_array_equal(s["c"][9:], np.broadcast_to(s["c"][8], (4, 4)))
    np.testing.assert_allclose(s["∂L/∂c⁻"][8:], s["∂L/∂c"][8:])
    assert (s["∂L/∂c shown"][8:] == 0).all()


@pytest.mark.parametrize("diagram", ALL, ids=lambda d: d.cell)
def test_a_step_held_amid_others_passes_gradients_on(diagram):
    mask = np.ones((12, 2), bool)
    mask[5, 1] = False
    tape, layer = run(getattr(rnnlib, f"{diagram.cell}Cell"), back=False, mask=mask)
    layer.backward(tape, np.random.default_rng(4).normal(size=tape["h"].shape) * mask[..., None])
    s = collect(tape, 1, diagram)
    for state in tape.cell.states:
        assert np.abs(s[f"∂L/∂{state}"][5]).min() > 0
        np.testing.assert_allclose(s[f"∂L/∂{state}⁻"][5], s[f"∂L/∂{state}"][5])


def test_a_padded_nan_stays_out_of_the_picture():
    mask = np.ones((12, 2), bool)
    mask[9:, 1] = False
    tape, layer = run(symbols=False, back=False, mask=mask)
    x = np.array(tape.x)
    x[9:, 1] = np.nan
    _, tape = layer.forward(x, mask=mask)
    s = collect(tape, 1, diagram_of(tape.cell))
    assert all(np.isfinite(values).all() for values in s.values())


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("value", [1e308, np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("diagram", ALL, ids=lambda d: d.cell)
def test_a_run_that_overflowed_gives_its_numbers_without_a_warning(diagram, value):
    tape, _ = run(getattr(rnnlib, f"{diagram.cell}Cell"), symbols=False)
    state = tape.cell.states[0]
    tape.inside(state)[5:, 1] = value
    s = collect(tape, 0, diagram)
    np.testing.assert_array_equal(s[state][6:, 1], value)
    table, data = pack(s, diagram.together)
    start, rows, *_ = table[state]
    sent = np.frombuffer(data, "<f4")[start:][: rows * s[state].shape[1]].reshape(rows, -1)
    assert not np.isfinite(sent[6:, 1]).any()
    assert np.isfinite(sent[:6]).all()


def exploding(dtype=np.float64, seed=0):
    """A run of a rectifier network that overflows, and its layer."""
    rng = np.random.default_rng(seed)
    layer = rnnlib.Recurrent(rnnlib.VanillaReLUCell(3, 4, rng=rng, dtype=dtype))
    layer.params["U"][...] = 50 * rng.normal(size=(4, 4))
    with np.errstate(all="ignore"):
        return layer.forward(rng.normal(size=(400, 1, 3)).astype(dtype))[1], layer


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_sums_of_a_run_that_overflowed_are_still_those_of_its_weights(dtype, seed):
    tape, layer = exploding(dtype, seed)
    assert np.isnan(tape["h"][-1]).any()
    assert "a.h" in collect(tape, 0, diagram_of(tape.cell))
    for name, value in {"U": 1.0, "W": np.nan, "b": np.inf}.items():
        before = layer.params[name].copy()
        layer.params[name] += value
        assert "a.h" not in collect(tape, 0, diagram_of(tape.cell)), name
        layer.params[name][...] = before


@pytest.mark.parametrize("value", [-7.0, np.inf, -np.inf, np.nan])
def test_where_a_sum_overflows_the_order_of_adding_says_nothing_of_the_weights(value):
    """At its first overflow another processor has ∞, NaN or a number: whichever, it is the run."""
    tape, _ = exploding()
    a = tape.inside("a")[..., 0]  # (T, H)
    t = np.flatnonzero(~np.isfinite(a).all(axis=1))[0]
    a[t] = np.where(np.isfinite(a[t]), a[t], value)
    assert "a.h" in collect(tape, 0, diagram_of(tape.cell))
    a[t - 9, 0] = value
    assert "a.h" not in collect(tape, 0, diagram_of(tape.cell))


def test_packing_tells_where_each_series_stands():
    table, data = pack({"f": np.full((3, 2), 0.5), "c": np.array([[-4.0, np.nan]])}, ["c"])
    assert table["f"] == [0, 3, 1.0, ""]
    assert table["c"] == [6, 1, 4.0, "state"]
    assert np.frombuffer(data, "<f4")[6] == -4


@pytest.mark.parametrize("names", [("c", "f⊙c⁻", "i⊙g"), ("∂L/∂c", "∂L/∂h"), ("f.x", "f.h")])
def test_what_is_compared_is_drawn_to_one_scale(names):
    s, tape, _ = series_of()
    table, _ = pack(s, diagram_of(tape.cell).together)
    assert len({table[name][2] for name in names}) == 1


@pytest.mark.parametrize("diagram", ALL, ids=lambda d: d.cell)
def test_every_diagram_agrees_with_its_cell(diagram):
    """Sums give the gates, paths backward give what arrives a step earlier, wires have numbers."""
    cell = getattr(rnnlib, f"{diagram.cell}Cell")
    mask = np.ones((12, 2), bool)
    mask[10:, 1] = False
    tape, layer = run(cell, back=False, mask=mask)
    dy = np.random.default_rng(4).normal(size=tape["h"].shape) * mask[..., None]
    layer.backward(tape, dy)
    s = collect(tape, 1, diagram)
    np.testing.assert_allclose(s[f"∂L/∂{cell.states[0]} here"], dy[:, 1], atol=1e-9)
    for state, initial in zip(cell.states, tape.back.initial, strict=True):
        np.testing.assert_allclose(s[f"∂L/∂{state}⁻"][0], initial[1], atol=1e-12)
    assert any(name.endswith(".x") for name in s)
    known = set(s) | {f"{name}⁻" for name in cell.states}
    for thing in (*diagram.nodes, *diagram.wires):
        for name in (thing.value, thing.back):
            assert name is None or name in known, name


@pytest.mark.parametrize("O", [2, 4, 7])
def test_a_jordan_cells_outputs_are_counted_apart_from_its_units(O):
    tape, _ = run(lambda D, H, **more: rnnlib.JordanCell(D, H, O, **more))
    s = collect(tape, 1, diagram_of(tape.cell))
    V, dy = tape.cell.params["V"], tape.back["y"][:, 1]
    np.testing.assert_allclose(s["y.h"] + s["y.b"], tape["y"][:, 1], atol=1e-12)
    np.testing.assert_allclose(s["∂L/∂h"], dy @ V.T)
    np.testing.assert_allclose(s["∂L/∂h"] * (1 - s["h"] ** 2), s["∂L/∂z_a"], atol=1e-12)
    for name, values in s.items():
        assert values.shape[1] == (O if name in diagram_of(tape.cell).outputs else 4), name
    tape.cell.params["V"] += 0.1
    assert "∂L/∂h" not in collect(tape, 1, diagram_of(tape.cell)), "not the weights of the run"


@pytest.mark.parametrize("diagram", ALL, ids=lambda d: d.cell)
def test_every_formula_gives_its_number(diagram):
    """The right sides, as they are written in the page, are calculated with the run's numbers."""
    tape, _ = run(getattr(rnnlib, f"{diagram.cell}Cell"), T=6)
    s = collect(tape, 1, diagram)
    sigma = {"σ": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh, "max": np.maximum}
    for stage in vocabulary(diagram, "house")["stages"]:
        for line in stage["forward"] + stage["backward"]:
            if not any("terms" in piece for piece in line["right"]):
                continue  # a sum over all units, which has no number of one unit
            text, numbers = "", {}
            for k, piece in enumerate(line["right"]):
                if "terms" in piece:
                    numbers[f"n{k}"] = sum(at(s, name, 3) for name in piece["terms"])
                text += f"n{k}" if "terms" in piece else piece["text"]
            for written, meant in {"·": "*", "−": "-", "²": "**2"}.items():
                text = text.replace(written, meant)
            value = eval(text, sigma | numbers)  # only our own templates come here
            np.testing.assert_allclose(value, at(s, line["name"], 3), atol=1e-9)


def at(s, name, t):
    """A series at step t, "c⁻" being c one step earlier."""
    if name in s:
        return s[name][-1 if len(s[name]) == 1 else t + len(s[name]) - 6]
    return s[name.removesuffix("⁻")][t]
