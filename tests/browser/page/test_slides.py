"""A page as a slide show: one slide at a time, by keys and buttons, and its players still play."""

import nbformat
import pytest
from browser.pages import drawn, place
from nbformat import v4

from rnnlib.chapters.__main__ import main

CELLS = (  # kind of cell, slide type, source
    ("markdown", "slide", "# 1 · A talk\n\n**What is said?**"),
    ("markdown", "slide", "## First"),
    ("markdown", "", "Beside it."),
    (
        "code",
        "subslide",
        "import numpy as np\nimport rnnlib as rnn\nfrom rnnlib import widgets\n"
        "rng = np.random.default_rng(0)\n"
        "layer = rnn.Recurrent(rnn.VanillaCell(1, 2, rng=rng))\n"
        "widgets.CellPlayer(layer.forward(rng.normal(size=(6, 1, 1)))[1])",
    ),
    ("markdown", "skip", "Left out."),
    ("markdown", "fragment", "Under the player."),
    ("markdown", "slide", "## Last"),
)
SHOWN = [
    ["1 · A talk"],
    ["First", "Beside it."],
    ["player", "Under the player."],
    ["Last"],
]


@pytest.fixture(scope="module")
def page(tmp_path_factory, open_page):
    folder = tmp_path_factory.mktemp("slides")
    nb = v4.new_notebook()
    for kind, slide, source in CELLS:
        metadata = {"slideshow": {"slide_type": slide}} if slide else {}
        nb.cells.append(getattr(v4, f"new_{kind}_cell")(source, metadata=metadata))
    nbformat.write(nb, folder / "01_talk.ipynb")
    assert main(["page", "--folder", str(folder), "--out", str(folder)]) == 0
    page = open_page(offline=True, width=1280, height=1100)
    page.goto((folder / "01_talk.html").as_uri())
    page.locator(".rnn-player").wait_for()
    return page


@pytest.fixture
def show(page):
    """The page with its first slide before us, and back to the page at the end."""
    page.evaluate("scrollTo(0, 0)")
    begin(page)
    yield page
    if "slides" in page.locator("body").get_attribute("class"):
        page.get_by_role("button", name="Slides").click()
    page.watch.check()


def begin(page):
    """Begin the show; it waits until the players have drawn themselves for it."""
    page.get_by_role("button", name="Slides").click()
    page.locator(".page-slides output", has_text="slide").wait_for()


def seen(page):
    """The number of the slide, and whether just its cells are seen."""
    drawn(page)
    k = int(page.locator(".page-slides output").inner_text().split()[1]) - 1
    cells = page.locator(".page-cell:visible")
    assert cells.count() == len(SHOWN[k])
    for cell, words in zip(cells.all(), SHOWN[k], strict=True):
        if words == "player":
            assert cell.locator(".rnn-player").is_visible()
        else:
            assert words in cell.inner_text()
    return k


@pytest.mark.parametrize("there, back", [("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")])
def test_keys_move_and_stop_at_both_ends(show, there, back):
    walk = [seen(show)]
    for key in [there] * 4 + [back] * 4:
        show.keyboard.press(key)
        walk.append(seen(show))
    assert walk == [0, 1, 2, 3, 3, 2, 1, 0, 0]


def test_buttons_move(show):
    before, after = (show.get_by_role("button", name=n) for n in ("slide before", "next slide"))
    assert before.is_disabled()
    for k in (1, 2, 3):
        after.click()
        assert seen(show) == k
    assert after.is_disabled()
    before.click()
    assert seen(show) == 2


def test_a_player_keeps_its_keys_until_escape(show):
    for _ in range(2):
        show.keyboard.press("PageDown")
    player = show.locator(".rnn-player")
    player.locator("[data-act=first]").click()
    player.press("ArrowRight")
    assert (seen(show), place(player)) == (2, 1)
    show.keyboard.press("Escape")
    show.keyboard.press("ArrowRight")
    assert (seen(show), place(player)) == (3, 1)


def test_what_a_cell_shows_stands_above_its_code(show):
    for _ in range(2):
        show.keyboard.press("PageDown")
    cell = show.locator(".page-cell:visible").first
    widget, code = (cell.locator(f"> {name}").bounding_box() for name in (".page-widget", "pre"))
    assert widget["y"] + widget["height"] <= code["y"]
    assert widget["width"] > 1000


def test_a_slide_that_is_too_long_is_cut_and_the_window_may_change(show):
    for _ in range(2):
        show.keyboard.press("PageDown")
    assert seen(show) == 2
    show.set_viewport_size({"width": 1280, "height": 500})
    show.locator(".page-slides output", has_text="slide 3 of 5").wait_for()
    assert show.locator(".rnn-player").is_visible()
    assert not show.locator(".page-code").first.is_visible()
    assert show.evaluate("() => document.documentElement.scrollHeight") == 500
    show.keyboard.press("PageDown")
    assert show.locator(".page-code").first.is_visible()
    assert show.get_by_text("Under the player.").is_visible()
    show.set_viewport_size({"width": 1280, "height": 1100})
    show.locator(".page-slides output", has_text="of 4").wait_for()
    assert seen(show) == 2


def test_escape_ends_the_show_where_it_stood(show):
    show.keyboard.press("ArrowRight")
    show.keyboard.press("Escape")
    drawn(show)
    assert show.locator(".page-cell:visible").count() == len(CELLS)
    assert show.get_by_role("button", name="next slide").count() == 0
