"""The page of a class: open to everyone, in both schemes, and nothing sticks out."""

import pytest
from browser.open_to_all import violations
from chapters.grade.rows import ROWS

from rnnlib.chapters.grade.page import as_html


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    file = tmp_path_factory.mktemp("class") / "grades.html"
    file.write_text(as_html(ROWS), encoding="utf-8")
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1600])
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(file, open_page, width, scheme):
    page = open_page(width=width, color_scheme=scheme, bypass_csp=True)  # for axe's own script
    page.goto(file.as_uri())
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_its_policy_lets_nothing_run_but_its_style(file, open_page):
    page = open_page(width=900)
    page.goto(file.as_uri())
    assert page.locator("h1").inner_text() == "A class at once"
    assert page.locator(".bar span").first.evaluate("bar => bar.getBoundingClientRect().width") > 0
