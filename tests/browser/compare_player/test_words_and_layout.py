"""ComparePlayer: sentences, symbols, layout, masks, clean-up."""

import numpy as np
import pytest
from browser.compare_player.helpers import KINDS, LABELS, ROAD, band, units
from browser.pages import drawn, faults, go, place, press
from widgets.runs import together

from rnnlib import notation
from rnnlib.widgets import ComparePlayer
from rnnlib.widgets.shared.alone import show_alone


def test_the_sentence_says_what_each_network_holds_and_expects(player, tapes):
    go(player, 3)
    said = player.locator(".said").inner_text()
    assert said.startswith("Step 4, input “l”.")
    for name, unit, memory in (("vanilla", 1, "h"), ("LSTM", 2, "c"), ("GRU", 3, "h")):
        value = f"{tapes[name][memory][3, 0, unit]:.2f}".replace("-", "−")
        assert f"{name}, unit {unit}: {memory} = {value}" in said
    assert "expects “y” (0.75)" in said
    press(player, "b")
    assert "GRU: ‖∂L/∂h‖ = " in player.locator(".said").inner_text()


def test_predictions_stand_beside_their_network(player):
    assert band(player, 2).locator(".guess").first.inner_text() == "y"
    assert band(player, 2).locator(".share").first.inner_text() == "0.75"


@pytest.mark.parametrize("name", notation.names("GRU"))
def test_symbols_are_those_of_the_course(player, name):
    player.locator("select[name=notation]").select_option(name)
    drawn(player.page)
    line = band(player, 2).locator(".memory .symbols").inner_text()
    equation = notation.equations("GRU", name)["h"].replace("⊙", "·").replace("⁻", "−")
    assert line == equation.replace("_", "")
    gauge = player.locator("figure[data-network='2'] [data-id=u] .symbol").text_content()
    assert gauge == notation.short("u", name).replace("_", "")


def test_diagrams_can_be_put_away(player):
    button = player.locator("[data-act=diagrams]")
    button.click()
    drawn(player.page)
    assert player.locator("svg.diagram:visible").count() == 0
    assert button.get_attribute("aria-pressed") == "false"
    go(player, 2)
    button.press("Enter")
    drawn(player.page)
    assert player.locator("svg.diagram:visible").count() == 3


def test_reset_brings_the_beginning_back(player):
    press(player, "End", "ArrowUp", "b")
    player.locator("[data-shown=gates]").click()
    player.locator("[data-act=reset]").click()
    drawn(player.page)
    assert (place(player), units(player)) == (0, [1, 2, 3])
    assert player.locator("[data-shown=states]").get_attribute("aria-pressed") == "true"
    assert player.locator("[data-way=forward]").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("kinds", [KINDS, ROAD], ids=["three", "four"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overlaps_or_sticks_out(page, kinds, scheme):
    page.emulate_media(color_scheme=scheme)
    show_alone(page, ComparePlayer(together(kinds), labels=LABELS, t=5))
    player = page.locator(".rnn-compare")
    for width in (400, 700, 1000, 1600):
        page.set_viewport_size({"width": width, "height": 1200})
        for way in ("forward", "backward"):
            player.locator(f"[data-way={way}]").click()
            for shown in ("states", "gates"):
                player.locator(f"[data-shown={shown}]").click()
                drawn(page)
                drawn(page)
                for figure in player.locator("figure").all():
                    assert faults(figure) == [], (width, way, shown)
                for label in player.locator(".map-label:visible").all():
                    assert label.evaluate("(label) => label.scrollWidth <= label.clientWidth")
                assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (
                    width,
                    way,
                    shown,
                )
    page.emulate_media(color_scheme="light")
    page.watch.check()


def test_a_masked_step_is_told_as_one(page):
    mask = np.ones((12, 2), bool)
    mask[9:, 0] = False
    show_alone(page, ComparePlayer(together(KINDS, mask=mask), t=10))
    player = page.locator(".rnn-compare")
    assert "the states are held" in player.locator(".said").inner_text()
    visible = "(n) => getComputedStyle(n).visibility"
    assert player.locator(".memory .numbers").first.evaluate(visible) == "hidden"


def test_runs_without_gradients_say_why_backward_is_closed(page):
    show_alone(page, ComparePlayer(together(KINDS, back=False)))
    assert page.locator("[data-way=backward]").is_disabled()
    page.locator(".rnn-compare").press("b")
    drawn(page)
    assert page.locator(".flow:visible").count() == 0


def test_closing_a_view_leaves_no_listener_behind(page, tapes):
    show_alone(page, ComparePlayer(tapes))
    page.evaluate("async () => { window.before = listeners(); window.second = await show(); }")
    page.evaluate("() => model.set('t', 4)")
    drawn(page)
    assert page.locator(".place").all_inner_texts() == ["step 5 of 12"] * 2
    page.evaluate("() => second()")
    assert page.evaluate("() => listeners() === before")
    page.evaluate("() => { close_view(); stop(); }")
    assert page.evaluate("() => listeners()") == 0
    page.watch.check()
