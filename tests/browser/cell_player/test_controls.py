"""CellPlayer in JupyterLab: every key, button and link moves it, and Python hears of it."""

import pytest
from browser.lab import clear_cell, run_python
from browser.pages import drawn, go, place, press, told, unit


def test_every_key(player):
    press(player, "ArrowRight", "ArrowRight", "ArrowLeft")
    assert place(player) == 1
    press(player, "End")
    assert place(player) == 40
    press(player, "ArrowRight")
    assert place(player) == 40
    press(player, "Home", "ArrowLeft")
    assert place(player) == 0
    press(player, "ArrowDown", "ArrowDown", "ArrowUp")
    assert unit(player) == 1
    press(player, "b")
    assert player.locator("[data-way=backward]").get_attribute("aria-pressed") == "true"
    press(player, "b")
    assert player.locator("[data-way=forward]").get_attribute("aria-pressed") == "true"
    press(player, "Shift+ArrowRight", "Shift+ArrowRight")
    assert player.get_attribute("data-stage") == "write"
    press(player, "Shift+ArrowLeft", "Shift+ArrowLeft")
    assert player.get_attribute("data-stage") == "forget"
    press(player, *["Shift+ArrowRight"] * 4)
    assert (place(player), player.get_attribute("data-stage")) == (1, "forget")
    cells = player.page.locator(".jp-Cell").count()
    press(player, "b", "a", "x")
    assert player.page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"


def test_space_plays_and_pauses(player):
    player.locator("select[name=speed]").select_option("8")
    player.focus()
    press(player, " ")
    player.page.wait_for_function("() => document.querySelector('.scrub').value > 1")
    assert player.locator(".said").get_attribute("aria-live") == "off"
    press(player, " ")
    stopped = place(player)
    player.page.wait_for_timeout(150)
    assert place(player) == stopped
    assert player.locator(".said").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize(("way", "start", "end"), [("forward", 38, 40), ("backward", 2, 0)])
def test_playing_stops_at_its_end_and_starts_over(player, way, start, end):
    play = player.locator("[data-act=play]")
    player.locator(f"[data-way={way}]").click()
    player.locator("select[name=speed]").select_option("8")
    go(player, start)
    play.click()
    player.page.wait_for_function(f"() => Number(document.querySelector('.scrub').value) === {end}")
    player.locator("[data-act=play][aria-pressed=false]").wait_for()
    play.click()
    player.page.wait_for_function(
        f"() => Math.abs(document.querySelector('.scrub').value - {end}) > 30"
    )
    play.click()


def test_every_button(player):
    steps = {"forth": 1, "last": 40, "back": 39, "first": 0}
    for name, end in steps.items():
        player.locator(f"[data-act={name}]").click()
        drawn(player.page)
        assert place(player) == end, name


def test_reset_brings_everything_back(player):
    press(player, "End", "ArrowDown", "b", "Shift+ArrowRight")
    player.locator("select[name=notation]").select_option("ng")
    player.locator("select[name=speed]").select_option("16")
    player.locator("[data-act=reset]").click()
    drawn(player.page)
    assert (place(player), unit(player), player.get_attribute("data-stage")) == (0, 0, "all")
    assert player.locator("select[name=notation]").input_value() == "house"
    assert player.locator("select[name=speed]").input_value() == "4"
    assert player.locator("[data-way=forward]").get_attribute("aria-pressed") == "true"


def test_a_heatmap_is_a_map(player):
    box = player.locator("canvas[data-name=o]").bounding_box()
    x, y = box["x"] + box["width"] * 20.5 / 41, box["y"] + box["height"] * 3.5 / 6
    player.page.mouse.click(x, y)
    drawn(player.page)
    assert (place(player), unit(player)) == (20, 3)
    cursor = player.locator(".cursor").bounding_box()
    assert cursor["x"] <= x <= cursor["x"] + cursor["width"]
    moved = player.locator("canvas[data-name=o]").bounding_box()["y"] - box["y"]
    y += moved  # a longer sentence takes its room once, and keeps it
    player.page.mouse.move(x, y)
    player.page.mouse.down()
    player.page.mouse.move(x + box["width"] * 5 / 41, y)
    player.page.mouse.up()
    drawn(player.page)
    assert place(player) == 25


def test_python_moves_the_page_and_the_page_moves_python(player_page, player):
    run_python(player_page, "player.t = 7; player.unit = 2")
    player.page.wait_for_function("() => document.querySelector('.scrub').value === '7'")
    drawn(player_page)
    assert unit(player) == 2
    press(player, "ArrowRight", "ArrowDown")
    assert told(player_page, 2).split() == ["8", "3"]


def test_two_views_stay_in_step(player_page, player):
    other = player_page.locator(".rnn-player").nth(1)
    press(player, "ArrowRight", "ArrowDown", "Shift+ArrowRight")
    assert (place(other), unit(other)) == (1, 1)
    assert other.get_attribute("data-stage") == "forget"
    other.focus()
    press(other, "End")
    assert place(player) == 40


def test_a_linked_slider_follows_without_python(player_page, player):
    press(player, "End")
    readout = player_page.locator(".widget-slider .widget-readout")
    assert readout.inner_text() == "40"
    press(player, "Home")
    assert readout.inner_text() == "0"


def test_closing_a_view_leaves_the_other_alone(player_page, player):
    clear_cell(player_page, 3)
    player_page.wait_for_function("() => document.querySelectorAll('.rnn-player').length === 1")
    player.focus()
    press(player, "ArrowRight")
    assert place(player) == 1
