"""Every widget is tidy under every set of fonts, and brings the letters of its formulas."""

import pytest
from browser.audit import untidy
from browser.conftest import Watch
from browser.fonts import SETS
from browser.pages import drawn
from browser.showcase import SHOWN

from rnnlib.widgets.shared.alone import show_alone

WIDGETS = [name for name in SHOWN if name not in ("CellPlayer GRU", "CellPlayer CoupledLSTM")]


@pytest.fixture(scope="module", params=SETS)
def page(request, browsers):
    page = browsers(request.param).new_page(viewport={"width": 1000, "height": 1000})
    page.watch = Watch(page)
    yield page
    page.close()
    page.watch.check()


@pytest.mark.parametrize("name", WIDGETS)
def test_nothing_overlaps_is_cut_or_sticks_out(page, name):
    show_alone(page, SHOWN[name]())
    root = page.locator(".rnn-player").first
    offered = root.locator("select[name=notation] option").evaluate_all(
        "all => all.map(o => o.value)"
    )
    found = []
    for width in (400, 640, 900, 1600, 2000):  # the last is a player's on a slide
        page.set_viewport_size({"width": width, "height": 1000})
        for way in ("forward", "backward"):
            turn = root.locator(f"button[data-way={way}]:not([disabled])")
            if turn.count():
                turn.click()
            for letters in offered[:3:2] or [None]:
                if letters:
                    root.locator("select[name=notation]").select_option(letters)
                drawn(page)
                found += [(width, way, letters, fault) for fault in untidy(root)]
        root.press("End")
        drawn(page)
        found += [(width, "end", fault) for fault in untidy(root)]
    assert found == []


def test_the_letters_are_the_widgets_own(page):
    show_alone(page, SHOWN["CellPlayer LSTM"]())
    drawn(page)
    faces = "() => [...document.fonts].map((face) => [face.family, face.status])"
    assert page.evaluate(faces) == [
        [family, "loaded"] for family in ("RNN Letters", "RNN Letters", "RNN Figures", "RNN Signs")
    ]
    wide = page.locator("svg [data-id=c] .number").evaluate(
        "(node) => node.getComputedTextLength()"
    )
    size = page.locator("svg.diagram").get_attribute("font-size")
    digits = len(page.locator("svg [data-id=c] .number").text_content().replace(".", ""))
    assert wide / float(size) == pytest.approx(0.495 * digits + 0.25, abs=0.25)


def test_a_page_that_cannot_have_them_still_shows_its_widgets(page):
    other = page.context.browser.new_page()
    other.add_init_script("delete window.FontFace")
    other.goto("about:blank")
    show_alone(other, SHOWN["CellPlayer LSTM"]())
    assert other.evaluate("() => typeof FontFace + document.fonts.size") == "undefined0"
    assert other.locator("svg [data-id=c] .number").count() == 1
    other.close()
