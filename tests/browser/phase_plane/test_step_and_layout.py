"""PhasePlane without a kernel: a step in its parts, backdrops, keys, layout."""

import numpy as np
import pytest
from browser.pages import check_stillness, drawn, outside, press, tabbed
from browser.phase_plane.helpers import check, pixels, place_of, twin

from rnnlib import VanillaCell, notation
from rnnlib.widgets import PhasePlane
from rnnlib.widgets.phase_plane.presets import SAYS
from rnnlib.widgets.shared.alone import alone


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
    press(view, " ")
    assert view.locator(".said").get_attribute("aria-live") == "off"
    view.locator("select[name=speed]").select_option("60")
    view.locator("[data-act=play][aria-pressed=false]").wait_for()
    assert twin(page)[0].t == 40
    assert view.locator(".said").get_attribute("aria-live") == "polite"
    check(page, view)


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, view):
    view.locator("[data-choice=latch]").click()
    found = tabbed(view)
    assert all(outline >= 2 for _, outline in found), found
    reached = {name for name, _ in found}
    fields = {"U11", "U22", "W1", "b2", "h01", "h02", "scale", "angle", "squash", "driven"}
    assert fields | {"backdrop", "notation", "play", "x", "decay", "ringing"} <= reached


@pytest.mark.parametrize("width", [400, 900, 1600])
def test_nothing_overlaps_or_sticks_out(page, view, width):
    page.set_viewport_size({"width": width, "height": 1100})
    for name in ("spiral", "latch"):
        view.locator(f"[data-choice={name}]").click()
        page.wait_for_timeout(150)
        out = outside(view, "button, select, input, output, p, svg.plane, .part")
        assert out == [], (width, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 1100})


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_moves_below_what_a_preset_says(page, view, width):
    page.set_viewport_size({"width": width, "height": 1100})
    check_stillness(view, SAYS, "U11", "0.5")
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
    page.evaluate("async () => { window.second = await show(); }")
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
