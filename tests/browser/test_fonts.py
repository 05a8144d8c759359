"""Every widget is tidy under every set of fonts, and brings the letters of its formulas."""

import base64
import re
from io import BytesIO

import pytest
from browser.audit import untidy
from browser.conftest import Watch
from browser.fonts import SETS
from browser.pages import drawn
from browser.showcase import SHOWN
from fontTools.ttLib import TTFont

from rnnlib import notation
from rnnlib.widgets.shared.alone import show_alone
from rnnlib.widgets.shared.modules import SHARED

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
    for width in (400, 900, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        for way in ("forward", "backward"):
            turn = root.locator(f"[data-way={way}]:not([disabled])")
            if turn.count():
                turn.click()
            for letters in offered[:3:2] or [None]:
                if letters:
                    root.locator("select[name=notation]").select_option(letters)
                drawn(page)
                found += [(width, way, letters, fault) for fault in untidy(root)]
    assert found == []


def test_the_letters_are_the_widgets_own(page):
    show_alone(page, SHOWN["CellPlayer LSTM"]())
    drawn(page)
    faces = "() => [...document.fonts].map((face) => [face.family, face.status])"
    assert page.evaluate(faces) == [["RNN Letters", "loaded"]] * 4 + [["RNN Signs", "loaded"]]
    wide = page.locator("svg [data-id=c] .number").evaluate(
        "(node) => node.getComputedTextLength()"
    )
    size = page.locator("svg.diagram").get_attribute("font-size")
    digits = len(page.locator("svg [data-id=c] .number").text_content().replace(".", ""))
    assert wide / float(size) == pytest.approx(0.495 * digits + 0.25, abs=0.25)


def letters():
    """The characters that the widgets' own fonts have, regular and italic."""
    source = (SHARED / "fonts" / "faces.js").read_text("utf-8")
    faces = re.findall(r'\["([^"]+)", "([^"]+)", "[^"]+",\s+"([^"]+)"\]', source)
    found = {}
    for family, style, code in faces:
        font = TTFont(BytesIO(base64.b64decode(code)))
        found.setdefault((family, style), set()).update(map(chr, font.getBestCmap()))
    return found


def test_they_have_every_sign_of_every_notation():
    found = letters()
    signs = found["RNN Signs", "normal"]
    written = set("0123456789.−×e∞≈=+·() ↵␣…")
    for name in notation.NAMES:
        for cell in notation.EQUATIONS:
            if name in notation.names(cell):
                written |= set("".join(notation.equations(cell, name).values()))
    written |= set("∂L/∂‖")
    for style in ("normal", "italic"):
        missing = written - found["RNN Letters", style] - signs - set("↵␣")
        assert not missing, (style, missing)
