"""The pages of all chapters: light, open to everyone, and every slide fits a projector.

All tests of these pages stand in this one file: so they are written once.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from browser.every_page import NOTEBOOKS, written
from browser.pages import drawn

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOUND = """([tags, rules]) => axe.run(document, { runOnly: tags, rules }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)))"""
WALK = Path(__file__).with_name("walk.js").read_text("utf-8")
MOST = 1_500_000  # bytes of a page
NAMES = [*(path.stem for path in NOTEBOOKS), "index"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return written(tmp_path_factory)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light(pages, name):
    assert pages[name].stat().st_size <= MOST


@pytest.mark.parametrize("name", NAMES[:-1])
def test_every_slide_fits_a_projector_whole_and_legible(pages, open_page, name):
    page = open_page(width=1280, height=720, reduced_motion="reduce")
    page.goto(pages[name].as_uri())
    page.locator(".page-slides").wait_for()
    drawn(page)
    assert page.evaluate(WALK) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1000])
@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_shut_out(pages, open_page, name, width, scheme):
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    page = open_page(width=width, **options)
    page.goto(pages[name].as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    drawn(page)
    page.evaluate(AXE)
    # contrast, the slowest by far, once in each scheme and once at each width
    contrast = {"enabled": (width, scheme) in ((400, "light"), (1000, "dark"))}
    assert page.evaluate(FOUND, [RULES, {"color-contrast": contrast}]) == []
    page.close()


def test_axe_finds_what_is_wrong(pages, open_page):
    page = open_page(bypass_csp=True)
    page.goto(pages["index"].as_uri())
    page.evaluate("() => document.body.append(document.createElement('img'))")
    page.evaluate(AXE)
    assert [one.split(":")[0] for one in page.evaluate(FOUND, [RULES, {}])] == ["image-alt"]
    page.close()
