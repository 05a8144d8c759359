"""GatePlayground in a real JupyterLab: formulas, keys, several views, layout."""

import math

import pytest
from browser.gate_playground.helpers import check, press, traits
from browser.pages import drawn, faults

from rnnlib import notation
from rnnlib.widgets import GatePlayground


def test_half_life(page, view):
    assert view.locator(".half").inner_text() == "∞ steps"
    view.locator("[data-choice=leak]").click()
    drawn(page)
    steps = math.log(0.5) / math.log(0.85)
    assert view.locator(".half").inner_text() == f"{steps:.1f} steps"
    view.locator("input[name=f]").fill("0")
    drawn(page)
    assert view.locator(".half").inner_text() == "0.0 steps"


def test_the_formula_is_filled_with_the_numbers_of_every_notation(page, view):
    view.locator("[data-choice=weights]").click()
    view.locator("input[name=peepholes]").check()
    for name in notation.NAMES:
        view.locator("select[name=notation]").select_option(name)
        drawn(page)
        for quantity, equation in notation.equations("PeepholeLSTM", name).items():
            shown = equation.replace("⁻", "−").replace("_", "").replace("⊙", "·")
            text = view.locator(f".formula[data-name={quantity}] .symbols").inner_text()
            assert text == shown
        symbol = notation.short("f", name).replace("_", "")
        assert view.locator("[data-lane=f] .symbol").first.inner_text() == symbol
        assert symbol in view.locator(".law").inner_text()


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
    speed.select_option("60")
    view.focus()
    press(view, " ")
    page.wait_for_function("() => document.querySelector('.rnn-playground .scrub').value > 3")
    assert view.locator(".said").get_attribute("aria-live") == "off"
    press(view, " ")


def test_playing_never_goes_back(page, view):
    view.locator("select[name=speed]").select_option("30")
    page.evaluate(
        """() => {
             const place = document.querySelector(".rnn-playground .place");
             window.seen = [];
             new MutationObserver(() => seen.push(Number(place.textContent.split(" ")[1])))
               .observe(place, { childList: true, characterData: true, subtree: true });
           }"""
    )
    view.focus()
    press(view, " ")
    view.locator("[data-act=play][aria-pressed=false]").wait_for()
    seen = page.evaluate("seen")
    assert seen == sorted(seen) and seen[-1] == 40
    assert traits(page).t == 39


def test_python_moves_the_page_and_a_second_view_follows(page, view):
    page.evaluate(
        """async (code) => {
             const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             await kernel.requestExecute({ code }).done;
           }""",
        "playground.preset = 'count'; playground.gates = {'f': 0.5}; playground.t = 30",
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


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, view):
    reached = set()
    view.focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => {
                 const node = document.activeElement;
                 const inside = document.querySelector('.rnn-playground').contains(node);
                 const { act, choice, lane } = node.dataset;
                 return inside
                   ? [act ?? choice ?? lane ?? node.name ?? node.className,
                      getComputedStyle(node).outlineWidth]
                   : [null, null];
               }"""
        )
        if name is None:
            break
        assert float(outline.removesuffix("px")) >= 2, name
        reached.add(name)
    lanes, sliders = {"x", *"ifog"}, {*"ifog", "follow", "c0"}
    assert lanes | sliders | {"hands", "weights", "keep", "latch", "play", "notation"} <= reached
    assert not {"c", "h"} & reached


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_overlaps_or_sticks_out(page, view, theme):
    page.evaluate(
        "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )
    dark = "dark" if "Dark" in theme else "light"
    page.locator(f".rnn-playground[data-theme={dark}]").first.wait_for()
    page.set_viewport_size({"width": 1760, "height": 1200})
    for width in (400, 900, 1600):
        view.evaluate("(root, w) => { root.style.width = `${w}px` }", width)
        page.wait_for_timeout(150)
        for mode in ("hands", "weights"):
            view.locator(f"[data-choice={mode}]").click()
            if mode == "weights":
                view.locator("input[name=peepholes]").check()
            for name in notation.NAMES:
                view.locator("select[name=notation]").select_option(name)
                drawn(page)
                assert faults(view) == [], (width, mode, name)
    view.evaluate("(root) => { root.style.width = '' }")
    page.set_viewport_size({"width": 1280, "height": 1500})


def test_closing_a_view_leaves_the_other_alone(page, view):
    page.evaluate(
        """async () => {
             jupyterapp.shell.currentWidget.content.activeCellIndex = 2;
             await jupyterapp.commands.execute('notebook:clear-cell-output');
           }"""
    )
    page.wait_for_function("() => document.querySelectorAll('.rnn-playground').length === 1")
    view.focus()
    press(view, "ArrowRight", "1")
    own = traits(page)
    assert own.t == 1 and own.x[1] == 1
    check(view, own)
