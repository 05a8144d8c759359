"""PhasePlane alone on a page: everything that can be moved, and its numbers against rnnlib."""

import json

import numpy as np
import pytest
from browser.alone import alone
from browser.pages import drawn, number

from rnnlib import VanillaCell, notation
from rnnlib.widgets import PhasePlane
from rnnlib.widgets.phase_plane.presets import SAYS, turn

READ = "() => JSON.stringify(Object.fromEntries(%s.map((name) => [name, model.get(name)])))"


@pytest.fixture(scope="module")
def page(open_page):
    page = open_page(width=1280, height=1100)
    page.set_content(alone(PhasePlane()))
    page.wait_for_function("() => window.ready")
    return page


@pytest.fixture
def view(page):
    """The widget, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-phase")
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(page)
    yield view
    page.watch.check()


def twin(page):
    """A PhasePlane here with the traits that the page shows."""
    drawn(page)
    names = json.dumps(list(PhasePlane()._start))
    told = json.loads(page.evaluate(READ % names))
    preset = told.pop("preset")
    return PhasePlane(**({"preset": ""} | told)), preset


def check(page, view):
    """Every number and mark on the page is that of the walk by rnnlib."""
    own, _ = twin(page)
    states, t = own.run(), own.t
    shown = [number(text) for text in view.locator("[data-part=h] output").all_inner_texts()]
    assert shown == pytest.approx(states[t], abs=0.00501)
    if t:
        old = [number(text) for text in view.locator("[data-part='h⁻'] output").all_inner_texts()]
        assert old == pytest.approx(states[t - 1], abs=0.00501)
    for k, name in enumerate(("h1", "h2")):
        text = view.locator(f".map-label .number[data-name={name}]").inner_text()
        assert number(text) == pytest.approx(states[t, k], abs=0.00501)
    assert place_of(view, ".now") == pytest.approx(pixels(view, own, states[t]), abs=0.2)
    found = own.fixed_points()
    kinds = view.locator(".points .point").evaluate_all("(all) => all.map((n) => n.classList[1])")
    assert kinds == [point.kind for point in found]
    for k, point in enumerate(found):
        box = (
            view.locator(".points .point")
            .nth(k)
            .evaluate(
                "(n) => { const b = n.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
            )
        )
        assert box == pytest.approx(pixels(view, own, point.state), abs=0.2)
    leads = view.locator(".prospect").inner_text()
    end = own.fate()
    words = {
        "rest": "comes to rest at",
        "cycle": f"cycle of {end.period} states",
        "escape": "beyond all bounds",
        "open": "neither rests nor repeats",
    }
    assert words[end.kind] in leads
    return own


def pixels(view, own, state):
    """Where a state stands in the picture."""
    size = float(view.locator("svg.plane").get_attribute("width"))
    reach = 1.3 if own.squash else 1.6
    room = size - 26
    return [26 + (state[0] / reach + 1) * room / 2, (1 - state[1] / reach) * room / 2]


def place_of(view, selector):
    path = view.locator(f"svg.plane {selector}").get_attribute("d")
    return [float(part) for part in path.removeprefix("M").split("h")[0].split()]


def press(view, *keys):
    for key in keys:
        view.press(key)
    drawn(view.page)


@pytest.mark.parametrize("name", SAYS)
def test_presets_are_those_of_python_and_the_numbers_those_of_rnnlib(page, view, name):
    view.locator(f"[data-choice={name}]").click()
    view.focus()
    press(view, *["ArrowRight"] * 6)
    own = check(page, view)
    assert own.t == 6 and twin(page)[1] == name
    mine = PhasePlane(preset=name)
    assert np.allclose(own.U, mine.U) and own.x == mine.x and own.driven == mine.driven
    assert view.locator(f"[data-choice={name}]").get_attribute("aria-pressed") == "true"
    assert len(view.locator(".preset-says").inner_text()) > 40


def test_presets_stand_in_their_order(view):
    buttons = view.locator(".presets [data-choice]")
    assert buttons.evaluate_all("(all) => all.map((n) => n.dataset.choice)") == list(SAYS)


def test_the_start_is_dragged(page, view):
    view.locator("[data-choice=memory]").click()
    box = view.locator("svg.plane").bounding_box()
    for state in ([-0.6, 0.4], [0.9, -1.0]):
        x, y = pixels(view, PhasePlane(preset="memory"), state)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
        page.mouse.down()
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
        page.mouse.up()
        own = check(page, view)
        assert own.h0 == pytest.approx(state, abs=0.011)
        assert twin(page)[1] == ""
        rest = np.sign(state[0]) * 0.96
        assert f"comes to rest at ({rest:.2f}".replace("-", "−") in (
            view.locator(".prospect").inner_text()
        )


def test_every_number_of_the_equation_is_a_control(page, view):
    view.locator("input[name=driven]").check()
    view.locator("input[name=squash]").check()
    wanted = {"U11": 1.2, "U12": -0.4, "U21": 0.3, "U22": 0.9, "W1": 2, "W2": -1, "b1": 0.1}
    wanted |= {"b2": -0.2, "h01": 0.5, "h02": -0.7}
    for name, value in wanted.items():
        view.locator(f"input[name={name}]").fill(str(value))
    own = check(page, view)
    assert own.U == [[1.2, -0.4], [0.3, 0.9]] and own.W == [2, -1]
    assert own.b == [0.1, -0.2] and own.h0 == [0.5, -0.7]
    view.locator("input[name=U11]").press("ArrowUp")
    assert twin(page)[0].U[0][0] == pytest.approx(1.25)
    assert twin(page)[0].t == 0, "an arrow key in a field moved the cursor"
    view.locator("input[name=U11]").fill("")
    view.locator("input[name=U11]").blur()
    assert view.locator("input[name=U11]").input_value() == "1.25"


def test_sliders_turn_and_scale(page, view):
    view.locator("input[name=angle]").fill("90")
    view.locator("input[name=scale]").fill("2")
    own = check(page, view)
    np.testing.assert_allclose(own.U, turn(2.0, 90), atol=1e-12)
    assert "beyond all bounds" in view.locator(".prospect").inner_text()
    view.locator("input[name=squash]").check()
    check(page, view)
    assert "cycle of 4" in view.locator(".prospect").inner_text()


def test_the_input_is_drawn_with_mouse_and_keys(page, view):
    view.locator("[data-choice=latch]").click()
    view.locator("[data-lane=x].area").scroll_into_view_if_needed()
    box = view.locator("[data-lane=x].area").bounding_box()
    page.mouse.click(box["x"] + 9.5 / 41 * box["width"], box["y"] + box["height"] - 2)
    own = check(page, view)
    assert (own.t, own.x[8]) == (9, -1)
    view.focus()
    press(view, "ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowRight", "1")
    own = check(page, view)
    assert own.x[9] == pytest.approx(0.21) and own.x[10] == 1
    view.evaluate(
        """root => { for (let k = 0; k < 3; k += 1) {
            root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
        } }"""
    )
    own = check(page, view)
    assert own.x[10] == pytest.approx(0.7), "three keys between two frames"
    press(view, "Home", "ArrowUp")
    assert twin(page)[0].x == own.x, "there is no input before the first step"


def test_a_step_in_its_parts(page, view):
    view.locator("[data-choice=latch]").click()
    view.focus()
    press(view, *["ArrowRight"] * 5)
    told = []
    for stage in ("turn", "add", "squash"):
        press(view, "Shift+ArrowRight")
        assert view.get_attribute("data-stage") == stage
        told.append(view.locator(".said").inner_text())
    assert "takes h⁻ = (0.00, 0.00) to (0.00, 0.00)" in told[0]
    assert "1.00 · W + b moves it by (3.00, 1.00) to (3.00, 1.00)" in told[1]
    assert "tanh squashes it: h = (1.00, 0.76)" in told[2]
    lines = [view.locator(f"svg.plane .{n}").get_attribute("d") for n in ("turned", "added")]
    assert all(line.count("L") == 1 for line in lines)
    press(view, "ArrowRight")
    assert place_of(view, ".now") == pytest.approx(
        pixels(view, *(lambda own: (own, own.run()[6]))(twin(page)[0])), abs=0.2
    )


def test_backdrops(page, view):
    for backdrop, drawn_parts in (("arrows", {"dots", "tails"}), ("grid", {"before", "after"})):
        view.locator("select[name=backdrop]").select_option(backdrop)
        drawn(page)
        parts = ("dots", "tails", "before", "after")
        seen = {p for p in parts if view.locator(f"svg.plane .{p}").get_attribute("d")}
        assert seen == drawn_parts
    view.locator("select[name=backdrop]").select_option("none")
    drawn(page)
    assert not any(view.locator(f"svg.plane .{p}").get_attribute("d") for p in parts)


def test_every_notation(page, view):
    for name in notation.NAMES:
        view.locator("select[name=notation]").select_option(name)
        drawn(page)
        h = notation.short("h", name)
        assert view.locator("[data-part=h] .symbol").inner_text() == h
        assert f"{h} = (1.20, 0.00)" in view.locator(".said").inner_text()
    view.locator("select[name=notation]").select_option("goodfellow")
    drawn(page)
    assert view.locator("[data-part=U] .symbol").inner_text() == "W"


def test_play_keys_and_words(page, view):
    press(view, "End", "ArrowRight", "ArrowLeft")
    assert twin(page)[0].t == 39
    press(view, "Home")
    view.locator("select[name=speed]").select_option("60")
    view.focus()
    press(view, " ")
    assert view.locator(".said").get_attribute("aria-live") == "off"
    view.locator("[data-act=play][aria-pressed=false]").wait_for()
    assert twin(page)[0].t == 40
    assert view.locator(".said").get_attribute("aria-live") == "polite"
    check(page, view)


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, view):
    view.locator("[data-choice=latch]").click()
    view.focus()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => {
                 const node = document.activeElement;
                 const { act, choice, lane } = node.dataset;
                 return document.querySelector(".rnn-phase").contains(node)
                   ? [act ?? choice ?? lane ?? node.name ?? node.className,
                      getComputedStyle(node).outlineWidth] : [null, null];
               }"""
        )
        if name is None:
            break
        assert float(outline.removesuffix("px")) >= 2, name
        reached.add(name)
    fields = {"U11", "U22", "W1", "b2", "h01", "h02", "scale", "angle", "squash", "driven"}
    assert fields | {"backdrop", "notation", "play", "x", "decay", "ringing"} <= reached


@pytest.mark.parametrize("width", [400, 900, 1600])
def test_nothing_overlaps_or_sticks_out(page, view, width):
    page.set_viewport_size({"width": width, "height": 1100})
    for name in ("spiral", "latch"):
        view.locator(f"[data-choice={name}]").click()
        page.wait_for_timeout(150)
        out = view.evaluate(
            """(root) => {
                 const frame = root.getBoundingClientRect();
                 const all = "button, select, input, output, p, svg.plane, .part";
                 return [...root.querySelectorAll(all)]
                   .filter((n) => { const b = n.getBoundingClientRect();
                     return b.width && (b.left < frame.left - 1 || b.right > frame.right + 1); })
                   .map((n) => n.outerHTML.slice(0, 80));
               }"""
        )
        assert out == [], (width, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 1100})


def test_a_trained_cell_in_the_dark_and_a_second_view(open_page):
    rng = np.random.default_rng(3)
    cell = VanillaCell(1, 2, rng=rng)
    cell.params["U"][...] = [[1.4, 0.6], [0.5, 1.2]]
    own = PhasePlane(
        cell, x=rng.choice([-1, 0, 0, 1], size=20), border=(1, 1, 0.1), sides=("dark", "lit"), t=7
    )
    page = open_page(width=900, height=1000, color_scheme="dark")
    css = "<style>:root { color-scheme: dark }</style>"
    page.set_content(css + alone(own))
    page.wait_for_function("() => window.ready")
    drawn(page)
    view = page.locator(".rnn-phase").first
    assert view.get_attribute("data-theme") == "dark"
    check(page, view)
    assert view.locator("svg.plane .border").get_attribute("d").count("L") == 1
    frame = view.locator("svg.plane clipPath rect").evaluate("rect => rect.getBBox().width")
    for word, where in (("dark", -1), ("lit", 1)):
        place = view.locator("svg.plane text.side", has_text=word)
        h1, h2 = place.evaluate(
            """(text, width) => [text.getAttribute("x") - 26, width - text.getAttribute("y")]
                .map((part) => 1.3 * (2 * part / width - 1))""",
            frame,
        )
        assert np.sign(h1 + h2 + 0.1) == where
    stable = [p.state for p in own.fixed_points() if p.kind == "stable"]
    said = view.locator("svg.plane").get_attribute("aria-label")
    assert stable
    for state in stable:
        assert f"stable ({'lit' if state.sum() + 0.1 > 0 else 'dark'})" in said
    page.evaluate("() => { window.second = show(); }")
    drawn(page)
    page.locator(".rnn-phase").nth(1).press("ArrowRight")
    check(page, view)
    before = page.evaluate("listeners()")
    page.evaluate("() => second()")
    assert page.locator(".rnn-phase").count() == 1
    assert page.evaluate("listeners()") < before
    page.locator(".rnn-phase").press("ArrowRight")
    own, _ = twin(page)
    assert own.t == 9
    page.watch.check()
