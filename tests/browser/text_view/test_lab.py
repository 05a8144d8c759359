"""TextView in a real JupyterLab: mouse, keys, links, several views, layout."""

import inspect

import pytest
from browser.lab import clear_cell, lab_widths, run_python
from browser.pages import drawn, faults, number, press, tabbed
from browser.text_view.helpers import IMPORTS, SHOW, TELL, TEXT, model, said, traits

from rnnlib import notation


@pytest.fixture(scope="module")
def page(open_notebook):
    source = IMPORTS + f"TEXT = {TEXT!r}\n" + inspect.getsource(model)
    cells = [source, SHOW, TELL, "view", "player"]
    page = open_notebook("text", cells, width=1280, height=1000)
    page.locator(".rnn-text").nth(1).wait_for(timeout=60_000)
    return page


@pytest.fixture
def view(page):
    """The first view, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-text").first
    view.locator("[data-act=reset]").click()
    page.mouse.move(2, 2)
    view.locator(".letters").focus()
    drawn(page)
    yield view
    page.watch.check()


def test_hovering_shows_and_clicking_stays(page, view, truth):
    tape, _ = truth
    view.locator("[data-choice=h]").click()
    view.locator(".letter").nth(9).hover()
    text = said(view)
    assert "character 10:" in text
    assert number(text.split(" = ")[-1]) == pytest.approx(tape["h"][9, 0, 0], abs=5.1e-3)
    page.mouse.move(2, 2)
    assert "character 1:" in said(view)
    view.locator(".letter").nth(9).click()
    page.mouse.move(2, 2)
    assert "character 10:" in said(view)
    assert view.locator(".letter.current").inner_text() == TEXT[9]
    assert traits(page)["t"] == 9
    assert view.locator(".letters").get_attribute("aria-valuenow") == "10"
    assert view.locator(".scrub").get_attribute("aria-valuetext") == f"step 10 of {len(TEXT)}"


def test_keys(page, view):
    press(view, "ArrowRight", "ArrowRight", "ArrowLeft", "Shift+ArrowRight", "ArrowDown")
    told = traits(page)
    assert (told["t"], told["unit"]) == (11, 1)
    view.locator("input[name=unit]").press("ArrowUp")
    assert traits(page)["unit"] == 2
    view.locator(".letters").focus()
    press(view, "End", "Shift+ArrowRight")
    assert f"character {len(TEXT)}:" in said(view)
    view.locator(".scrub").press("Shift+ArrowLeft")
    assert f"character {len(TEXT) - 10}:" in said(view)
    view.locator(".letters").focus()
    press(view, "Home", "Shift+ArrowLeft")
    assert "character 1:" in said(view)
    cells = page.locator(".jp-Cell").count()
    press(view, "b", "a", "x")
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    view.locator("select[name=speed]").select_option("8")
    view.locator(".letters").focus()
    press(view, " ")
    page.wait_for_function("() => document.querySelector('.rnn-text .scrub').value > 3")
    assert view.locator(".said").get_attribute("aria-live") == "off"
    press(view, " ")
    text = said(view)
    assert view.locator(".letters").get_attribute("aria-valuetext") == text


def test_the_current_character_is_scrolled_into_sight(view):
    press(view, "End")
    view.page.wait_for_function(
        """() => {
             const [room, letter] = [".letters", ".letter.current"].map((part) =>
               document.querySelector(`.rnn-text ${part}`).getBoundingClientRect());
             return room.top <= letter.top && letter.top + letter.height / 2 <= room.bottom;
           }"""
    )


def test_symbols_are_those_of_the_course(view):
    for name in notation.NAMES:
        view.locator("select[name=notation]").select_option(name)
        drawn(view.page)
        for quantity in "ifogch":
            text = view.locator(f"[data-choice={quantity}]").inner_text()
            assert text == notation.short(quantity, name).replace("_", "")


def test_linked_with_a_cell_player(page, view):
    press(view, "End", "ArrowDown", "ArrowDown")
    page.locator(".rnn-player:not(.rnn-text)").first.scroll_into_view_if_needed()
    player = page.locator(".rnn-player:not(.rnn-text)").first
    assert player.locator(".scrub").input_value() == str(len(TEXT) - 1)
    assert player.locator("input[name=unit]").input_value() == "2"
    player.focus()
    player.press("Home")
    drawn(page)
    assert "character 1:" in said(view)


def test_python_moves_the_page_and_a_second_view_follows(page, view):
    run_python(page, "view.t = 30; view.name = 'f'; view.unit = 4")
    page.wait_for_function("() => document.querySelector('.rnn-text .scrub').value === '30'")
    assert "character 31: f of unit 4 = " in said(view)
    other = page.locator(".rnn-text").nth(1)
    assert said(other) == said(view)
    other.locator("[data-choice=sensitivity]").click()
    assert "is moved most by" in said(view)
    assert traits(page)["mode"] == "sensitivity"


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, view):
    found = tabbed(view)
    assert all(outline == 3 for _, outline in found), found  # px: ours, not that of JupyterLab
    reached = {name for name, _ in found}
    assert {*"ifogch", "sensitivity", "play", "unit", "notation", "letters"} <= reached


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_sticks_out(page, view, theme):
    for width in lab_widths(view, theme):
        for choice in ("c", "sensitivity"):
            view.locator(f"[data-choice={choice}]").click()
            drawn(page)
            assert faults(view) == [], (width, choice)
            columns = "(body) => getComputedStyle(body).gridTemplateColumns.split(' ').length"
            assert view.locator(".body").evaluate(columns) == 1, "another widget's style reaches in"


def test_closing_a_view_leaves_the_other_alone(page, view):
    clear_cell(page, 3)
    page.wait_for_function("() => document.querySelectorAll('.rnn-text').length === 1")
    view.locator(".letters").focus()
    press(view, "ArrowRight")
    assert "character 2:" in said(view)
