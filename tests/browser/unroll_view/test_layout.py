"""UnrollView: notations, narrow pages, sentences, sizes, playing."""

import pytest
from browser.pages import check_closing, drawn, faults, press
from browser.unroll_view.helpers import shown, values
from widgets.unrolled_runs import network

from rnnlib import notation
from rnnlib.widgets import UnrollView
from rnnlib.widgets.shared.alone import show_alone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 900, 1600])
def test_nothing_overlaps_in_any_notation(page, width, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    _, player = shown(page, t=5)
    for folded in (0, 1):
        page.evaluate("(f) => model.set('folded', f)", folded)
        for name in notation.NAMES:
            player.locator("select[name=notation]").select_option(name)
            drawn(page)
            drawn(page)
            assert faults(player) == [], (width, name, folded)


def test_a_notation_renames_the_graph(page):
    _, player = shown(page, t=1)
    player.locator("select[name=notation]").select_option("goodfellow")
    drawn(page)
    symbols = page.locator(".column").first.locator(".symbol").all_text_contents()
    assert symbols == ["x(1)", "a(1)", "h(1)", "o(1)", "ŷ(1)", "L(1)"]
    pills = page.locator(".pill[data-parameter=W] text").all_text_contents()
    assert {*pills} == {"U"}
    assert "trade places" in player.locator(".note").inner_text()


def test_where_it_is_narrow_a_window_follows_the_step(page):
    page.set_viewport_size({"width": 400, "height": 1000})
    _, player = shown(page)
    columns = page.locator(".column .caption")
    assert columns.all_text_contents() == ["step 1", "step 2", "step 3"]
    press(player, "End")
    assert columns.all_text_contents() == ["step 5", "step 6", "step 7"]
    press(player, "ArrowLeft", "ArrowLeft")
    assert columns.all_text_contents() == ["step 4", "step 5", "step 6"]
    page.locator(".column").nth(2).locator(".box.x").click()
    drawn(page)
    assert player.locator(".place").inner_text() == "step 6 of 7"


def test_a_sentence_says_what_the_step_did(page):
    view, player = shown(page, t=2, unit=1)
    said = player.locator(".said").inner_text()
    assert said.startswith(f"Step 3: input c, target {['no', 'yes'][view.run.target[2]]}; unit 1.")
    assert f"a = {view.run.a[2, 1]:.2f}".replace("-", "−") in said
    assert player.locator(".said").get_attribute("aria-live") == "polite"


def test_closing_a_view_leaves_no_listener_behind(page):
    shown(page)
    check_closing(page)
    page.evaluate("() => model.set('folded', 0.5)")
    drawn(page)
    assert page.locator(".rnn-player").count() == 0


@pytest.mark.parametrize("sizes", [{"T": 1, "H": 1, "D": 1, "K": 1, "B": 1}, {"T": 60, "H": 30}])
def test_the_smallest_run_and_a_long_one(page, sizes):
    show_alone(page, UnrollView(*network(**sizes)))
    player = page.locator(".rnn-player")
    for key in ("f", "End", "ArrowDown", "Shift+ArrowRight", "f"):
        press(player, key)
        assert faults(player) == []
        assert "NaN" not in player.inner_text()


def test_playing_walks_to_the_end(page):
    _, player = shown(page, speed=60.0)
    press(player, " ")
    page.wait_for_function("() => model.get('t') === 6 && !model.get('playing')")
    drawn(page)
    assert values(page.locator(".column").nth(6))["L"]
