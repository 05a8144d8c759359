"""GatePlayground without JupyterLab: formulas, half-life, playing, focus."""

import math

import pytest
from browser.pages import check_stillness, drawn, tabbed

from rnnlib import notation
from rnnlib.widgets import GatePlayground
from rnnlib.widgets.gate_playground.presets import SAYS
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1280, height=1500)


@pytest.fixture
def view(page):
    """A new widget with the focus; whatever goes wrong in the page fails the test."""
    show_alone(page, GatePlayground())
    view = page.locator(".rnn-playground")
    view.focus()
    drawn(page)
    yield view
    page.watch.check()


def test_half_life(page, view):
    assert view.locator(".half").inner_text() == "∞ steps"
    view.locator("[data-choice=leak]").click()
    drawn(page)
    steps = math.log(0.5) / math.log(0.85)
    assert view.locator(".half").inner_text() == f"{steps:.1f} steps"
    view.locator("input[name=f]").fill("0")
    drawn(page)
    assert view.locator(".half").inner_text() == "0.0 steps"


@pytest.mark.parametrize("mode", ["hands", "weights"])
def test_nothing_moves_below_what_a_preset_says(page, view, mode):
    page.set_viewport_size({"width": 400, "height": 1500})
    view.locator(f"[data-choice={mode}]").click()
    check_stillness(view, SAYS, "c0", "-1.2")
    page.set_viewport_size({"width": 1280, "height": 1500})


BESIDE = """(inputs) => inputs.map((input) => [
  input.name, Number(input.value), input.getAttribute("aria-valuetext"),
  input.parentElement.querySelector("output").textContent])"""


@pytest.mark.parametrize("mode", ["hands", "weights"])
def test_every_slider_is_told_with_its_number(page, view, mode):
    view.locator(f"[data-choice={mode}]").click()
    moved = {"hands": {"f": 0.25, "g": -0.5}, "weights": {"w_f": -1.5, "b_o": 3.0}}[mode]
    for name, value in (moved | {"c0": -1.2}).items():
        view.locator(f"input[name={name}]").fill(f"{value:g}")
    drawn(page)
    told = view.locator(".slider input, .weights input").evaluate_all(BESIDE)
    assert len(told) == 5 + 15
    assert {name: value for name, value, *_ in told}.items() >= (moved | {"c0": -1.2}).items()
    for name, value, spoken, beside in told:
        assert spoken == beside == f"{value:.2f}".replace("-", "−"), name


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
    view.press(" ")
    view.locator(".place", has_text="step 40 of 40").wait_for()
    view.locator("[data-act=play][aria-pressed=false]").wait_for()
    seen = page.evaluate("seen")
    assert seen == sorted(seen) and seen[-1] == 40
    assert view.locator(".scrub").input_value() == "39"


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, view):
    found = tabbed(view)
    assert all(outline >= 2 for _, outline in found), found
    reached = {name for name, _ in found}
    lanes, sliders = {"x", *"ifog"}, {*"ifog", "follow", "c0"}
    assert lanes | sliders | {"hands", "weights", "keep", "latch", "play", "notation"} <= reached
    assert not {"c", "h"} & reached
