"""GatePlayground in a real JupyterLab: all that is set on the page, Python knows, and back."""

import numpy as np
import pytest
from browser.gate_playground.helpers import SHOW, TELL, check, drag, traits
from browser.lab import clear_cell, lab_widths, run_python
from browser.pages import drawn, faults, press

from rnnlib import notation
from rnnlib.widgets import GatePlayground


@pytest.fixture(scope="module")
def page(open_notebook):
    page = open_notebook("playground", [SHOW, TELL, "playground"], width=1280, height=1500)
    page.locator(".rnn-playground").nth(1).wait_for(timeout=60_000)
    return page


@pytest.fixture
def view(page):
    """The first view, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-playground").first
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(page)
    yield view
    page.watch.check()


@pytest.mark.parametrize("mode", ["hands", "weights"])
def test_presets_are_those_of_python_and_the_numbers_those_of_rnnlib(page, view, mode):
    view.locator(f"[data-choice={mode}]").click()
    for preset in GatePlayground()._presets:
        view.locator(f"[data-choice={preset}]").click()
        view.locator(".scrub").fill("25")
        drawn(page)
        own = GatePlayground(preset=preset, mode=mode, t=25)
        check(view, own)
        assert view.locator(f"[data-choice={preset}]").get_attribute("aria-pressed") == "true"
        assert len(view.locator(".preset-says").inner_text()) > 40
    told = traits(page)
    assert (told.preset, told.mode) == (preset, mode)
    assert told.gates == own.gates and told.weights == own.weights


def test_the_input_is_drawn_with_the_mouse(page, view):
    drag(view, "[data-lane=x].area", (4.5 / 40, 0.05), (24.5 / 40, 0.95))
    own = traits(page)
    assert own.preset == ""
    assert own.x[4] == 1 and own.x[24] == -1
    assert np.all(np.diff(own.x[4:25]) < 0)
    check(view, own)


def test_a_gate_is_drawn_with_the_mouse_and_the_candidate_lets_go_of_the_input(page, view):
    drag(view, "[data-lane=f].area", (12.5 / 40, 0.98), (17.5 / 40, 0.98))
    drag(view, "[data-lane=g].area", (20.5 / 40, 0.02), (27.5 / 40, 0.02))
    own = traits(page)
    assert own.gates["f"][12:18] == [0.0] * 6 and own.gates["f"][11] == 1
    assert own.follow is False
    assert own.gates["g"][20:28] == [1.0] * 8
    assert own.gates["g"][:20] == pytest.approx(np.clip(own.x, -1, 1)[:20])
    check(view, own)


def test_gates_of_the_diagram_can_be_dragged(page, view):
    press(view, *["ArrowRight"] * 3)
    drag(view, "svg [data-id=f] .tank", (0.5, 0.1), (0.5, 0.5))
    own = traits(page)
    assert own.gates["f"] == pytest.approx([0.5] * 40, abs=0.03)
    view.locator(".scope .way").nth(1).click()
    drag(view, "svg [data-id=o] .tank", (0.5, 0.5), (0.5, 0.99))
    own = traits(page)
    assert own.gates["o"] == [1.0] * 3 + [0.0] + [1.0] * 36
    check(view, own)
    view.locator(".scope .way").nth(0).click()


def test_nothing_computed_can_be_dragged(page, view):
    view.locator("[data-choice=weights]").click()
    before = traits(page)
    drag(view, "[data-lane=f].area", (0.3, 0.98), (0.45, 0.98))
    drag(view, "svg [data-id=f] .tank", (0.5, 0.1), (0.5, 0.5))
    drag(view, "[data-lane=c].area", (0.3, 0.98), (18.5 / 40, 0.1))
    own = traits(page)
    assert (own.weights, own.gates, own.x) == (before.weights, before.gates, before.x)
    assert own.t == 18


def test_everything_is_drawn_by_keyboard_too(page, view):
    press(view, "ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowRight", "1")
    press(view, "ArrowRight", "0")
    view.locator("[data-lane=i].area").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    own = traits(page)
    first, first_i = GatePlayground().x[1], GatePlayground().gates["i"]
    assert own.x[1:4] == pytest.approx([first + 0.21, 1, 0])
    assert own.gates["i"][3:6] == [0.2, first_i[4], 1.0] != first_i[3:6]
    check(view, own)
    area = view.locator("[data-lane=i].area")
    assert area.get_attribute("aria-valuetext") == "1.00 at step 6"


@pytest.mark.parametrize(("everywhere", "steps"), [(True, slice(None)), (False, slice(5, 6))])
def test_sliders_set_every_step_or_this_one(page, view, everywhere, steps):
    view.locator(".scrub").fill("5")
    view.locator(".scope .way").nth(0 if everywhere else 1).click()
    view.locator("input[name=f]").fill("0.25")
    view.locator("input[name=g]").fill("-0.5")
    own = traits(page)
    assert own.gates["f"][steps] == [0.25] * len(own.gates["f"][steps])
    assert own.gates["g"][steps] == [-0.5] * len(own.gates["g"][steps])
    assert own.gates["f"].count(0.25) == len(own.gates["f"][steps])
    check(view, own)
    view.locator(".scope .way").nth(0).click()


def test_weights_are_moved_by_sliders(page, view):
    view.locator("[data-choice=weights]").click()
    view.locator("input[name=peepholes]").check()
    rng = np.random.default_rng(0)
    names = [f"{kind}_{gate}" for kind in "wub" for gate in "ifog"] + ["p_i", "p_f", "p_o"]
    for name in names:
        view.locator(f"input[name={name}]").fill(f"{rng.integers(-30, 30) / 10:g}")
    view.locator("input[name=c0]").fill("1.5")
    for t in (0, 7, 39):
        view.locator(".scrub").fill(str(t))
        drawn(page)
        own = traits(page)
        assert own.peepholes and own.c0 == 1.5 and len(set(own.weights.values())) > 9
        check(view, own)
    slider = view.locator("input[name=w_f]")
    before = float(slider.input_value())
    slider.press("ArrowRight")
    assert traits(page).weights["w_f"] == pytest.approx(before + 0.1)
    assert traits(page).t == 39, "an arrow key on a slider moved the cursor"


def test_transport_and_keys(page, view):
    press(view, "End", "ArrowRight", "ArrowLeft")
    assert traits(page).t == 38
    press(view, "Home", "Shift+ArrowRight", "Shift+ArrowRight")
    assert view.get_attribute("data-stage") == "write"
    cells = page.locator(".jp-Cell").count()
    press(view, "b", "a", "x", "m")
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    speed = view.locator("select[name=speed]")
    speed.press("ArrowDown")
    assert (traits(page).speed, traits(page).t) == (8, 0), "the list did not keep its arrow key"
    view.focus()
    press(view, " ")
    page.wait_for_function("() => document.querySelector('.rnn-playground .scrub').value > 3")
    assert view.locator(".said").get_attribute("aria-live") == "off"
    press(view, " ")


def test_python_moves_the_page_and_a_second_view_follows(page, view):
    run_python(
        page, "playground.preset = 'count'; playground.gates = {'f': 0.5}; playground.t = 30"
    )
    page.wait_for_function("() => document.querySelector('.rnn-playground .scrub').value === '30'")
    drawn(page)
    own = GatePlayground(preset="count", gates={"f": 0.5}, t=30)
    other = page.locator(".rnn-playground").nth(1)
    check(view, own)
    check(other, own)
    other.locator("[data-choice=latch]").click()
    drawn(page)
    check(view, GatePlayground(preset="latch", t=30))


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_overlaps_or_sticks_out(page, view, theme):
    for width in lab_widths(view, theme):
        for mode in ("hands", "weights"):
            view.locator(f"[data-choice={mode}]").click()
            if mode == "weights":
                view.locator("input[name=peepholes]").check()
            for name in notation.NAMES:
                view.locator("select[name=notation]").select_option(name)
                drawn(page)
                assert faults(view) == [], (width, mode, name)


def test_closing_a_view_leaves_the_other_alone(page, view):
    clear_cell(page, 2)
    page.wait_for_function("() => document.querySelectorAll('.rnn-playground').length === 1")
    view.focus()
    press(view, "ArrowRight", "1")
    own = traits(page)
    assert own.t == 1 and own.x[1] == 1
    check(view, own)
