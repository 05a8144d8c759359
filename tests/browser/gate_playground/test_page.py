"""GatePlayground and TextView on a page without a kernel: they compute, colour and stay linked."""

import nbformat
import numpy as np
import pytest
from browser.pages import drawn, number
from nbformat import v4

from rnnlib.chapters.__main__ import main
from rnnlib.widgets import GatePlayground

CELLS = (
    "from ipywidgets import jslink\nfrom rnnlib.widgets import GatePlayground, TextView\n"
    "import numpy as np\nplayground = GatePlayground(preset='leak', t=20)\nplayground",
    "arrays = {'c': np.linspace(-2, 2, 40)[:, None]}\n"
    "view = TextView(arrays, 'to be ' * 6 + 'quit', sensitivity=np.tri(40))\n"
    "_ = jslink((playground, 't'), (view, 't'))\nview",
    "c = np.stack([np.linspace(0, 90, 40), np.linspace(-0.8, 0.8, 40)], axis=1)\n"
    "TextView({'c': c}, 'a' * 40, unit=1)",
    "from rnnlib import plots\n"
    "plots.Picture(plots.curves({'a line': [0, 1]}, xlabel='', ylabel=''), 'a line')",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory, open_page):
    folder = tmp_path_factory.mktemp("page")
    cells = [v4.new_markdown_cell("# Alive"), *map(v4.new_code_cell, CELLS)]
    nbformat.write(v4.new_notebook(cells=cells), folder / "01_alive.ipynb")
    assert main(["page", "--folder", str(folder), "--out", str(folder)]) == 0
    page = open_page(offline=True, width=1280, height=1400)
    page.goto((folder / "01_alive.html").as_uri())
    page.locator(".rnn-text").nth(1).wait_for()
    drawn(page)
    return page


def shown(page, name):
    return number(page.locator(f".map-label .number[data-name={name}]").inner_text())


def check(page, own):
    for name in own.run().names:
        if name != "m":
            assert shown(page, name) == pytest.approx(own.run()[name][own.t, 0, 0], abs=0.00501)
    page.watch.check()


def test_the_playground_computes(page):
    own = GatePlayground(preset="leak", t=20)
    check(page, own)
    page.locator("input[name=f]").fill("0.5")
    drawn(page)
    own.gates = {"f": 0.5}
    check(page, own)
    assert page.locator(".half").inner_text() == "1.0 steps"
    page.locator("[data-choice=weights]").click()
    page.locator("input[name=peepholes]").check()
    page.locator("input[name=p_f]").fill("-1.5")
    drawn(page)
    own.mode, own.peepholes, own.weights = "weights", True, {"p_f": -1.5}
    check(page, own)
    page.locator("[data-act=reset]").first.click()
    drawn(page)
    check(page, GatePlayground(preset="leak", t=20))


def test_the_input_is_drawn(page):
    page.locator("[data-lane=x].area").focus()
    for key in ("Home", "1", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    drawn(page)
    x = np.array(GatePlayground(preset="leak").x)
    x[:2] = 1, 0.2
    check(page, GatePlayground(x, gates={"f": 0.85, "i": 1}, t=2))


def test_the_text_is_coloured_and_linked(page):
    text = page.locator(".rnn-text").first
    text.locator(".letter").nth(39).click()
    page.mouse.move(2, 2)
    drawn(page)
    assert text.locator(".said").inner_text() == "After “t”, character 40: c = 2.00"
    assert page.locator(".rnn-playground .scrub").input_value() == "39"
    text.locator("[data-choice=sensitivity]").click()
    text.locator(".letter").nth(4).hover()
    drawn(page)
    assert text.locator(".letter.unread").count() == 35
    assert "“t” (4 before) 1.00" in text.locator(".said").inner_text()
    page.watch.check()


def test_presets_stand_in_the_order_of_the_lesson(page):
    buttons = page.locator(".rnn-playground [aria-label=Presets] button")
    assert buttons.all_inner_texts() == list(GatePlayground()._presets)


def test_a_unit_that_runs_away_leaves_the_colours_of_another(page):
    """A unit of ±0.8 beside one of 90: full colour is at most 1."""
    text = page.locator(".rnn-text").nth(1)
    assert [number(n) for n in text.locator(".ends .number").all_inner_texts()] == [-1, 1]
    part = text.locator(".letter").last.evaluate("(node) => node.style.getPropertyValue('--part')")
    assert float(part) == pytest.approx(0.8, abs=0.01)


def test_on_a_phone_pictures_stay_legible_and_scroll(page):
    page.set_viewport_size({"width": 400, "height": 900})
    drawn(page)
    picture = page.locator(".page-html img")
    assert picture.bounding_box()["width"] >= 540
    assert page.evaluate("() => document.documentElement.scrollWidth") == 400
    room = picture.locator("xpath=ancestor::div[@tabindex='0']")
    assert room.evaluate("(node) => node.scrollWidth > node.clientWidth")
    bar = page.locator(".rnn-playground .transport")
    scrub, place = (bar.locator(s).bounding_box() for s in (".scrub", ".place"))
    assert abs(scrub["y"] + scrub["height"] / 2 - place["y"] - place["height"] / 2) < 4
    page.set_viewport_size({"width": 1280, "height": 1400})
