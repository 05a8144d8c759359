"""The pages of all chapters: light, open to everyone, and every slide fits a projector.

All tests of these pages stand in this one file: so they are written once.
"""

from pathlib import Path

import pytest
from browser.every_page import NOTEBOOKS, written
from browser.open_to_all import tab_faults, violations
from browser.pages import mounted

WALK = Path(__file__).with_name("walk.js").read_text("utf-8")
MOST = 1_500_000  # bytes of a page
AROUND = {"exclude": [".rnn-player"]}  # all but the widgets
PROSE = {"exclude": [".rnn-player", ".page-code"]}
BEYOND = """() => [...document.querySelectorAll("table, pre, img, math, p, li")]
  .filter((node) => node.getClientRects().length)
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1
    || node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display === "block")
  .map((node) => `${node.tagName}: ${node.textContent.trim().slice(0, 60)}`)"""
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
    mounted(page)
    assert page.evaluate(WALK) == []
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_paper_cuts_nothing_off(pages, open_page, name):
    page = open_page(width=665, height=940)  # A4 between its margins
    page.emulate_media(media="print")
    page.goto(pages[name].as_uri())
    mounted(page)
    assert page.evaluate(BEYOND) == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(400, "light"), (1600, "dark")])
@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_shut_out(pages, open_page, name, width, scheme):
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    page = open_page(width=width, **options)
    page.goto(pages[name].as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    mounted(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    # Contrast takes axe ten seconds: widgets are seen by themselves, code in one chapter for all.
    if scheme == "light":
        assert violations(page, contrast=False) == []
    assert violations(page, AROUND if name == "02_unrolling" else PROSE) == []
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_keyboard_comes_everywhere_and_out_again(pages, open_page, name):
    page = open_page(width=1280, reduced_motion="reduce", bypass_csp=True)
    page.goto(pages[name].as_uri())
    mounted(page)
    found, stops = tab_faults(page)
    assert found == [] and stops > 20
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["02_unrolling", "index"])
def test_a_reader_s_own_colours_can_be_read(pages, open_page, name, scheme):
    page = open_page(color_scheme=scheme, forced_colors="active", bypass_csp=True)
    page.goto(pages[name].as_uri())
    mounted(page)
    assert violations(page, AROUND) == []
    page.close()


def test_axe_finds_what_is_wrong(pages, open_page):
    page = open_page(bypass_csp=True)
    page.goto(pages["index"].as_uri())
    page.evaluate("() => document.body.append(document.createElement('img'))")
    assert [one.split(":")[0] for one in violations(page)] == ["image-alt"]
    page.close()
