"""A chapter in Voilà: executed, its widgets drawn, and they take their keys."""

import shutil
from pathlib import Path

import pytest
from browser.pages import drawn
from browser.server import voila
from needs import need

CHAPTER = Path(__file__).parents[2] / "notebooks" / "00_start_here.ipynb"

# What Voilà's own page asks the network for, and says when it gets no answer.
OWN = (
    "https://cdn.jsdelivr.net/npm/@fortawesome/",
    "https://cdnjs.cloudflare.com/ajax/libs/mathjax/",
    "Failed to load resource: net::ERR_",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    need("voila")
    home = tmp_path_factory.mktemp("voila")
    with voila(home, Path(shutil.copy(CHAPTER, home))) as address:
        yield address


def test_a_chapter_is_rendered_and_its_widgets_play(address, open_page):
    page = open_page(width=1280, height=1000)
    page.watch.forgiven = OWN
    page.goto(address)
    page.locator(".rnn-check [data-line=answer][data-outcome=fine]").wait_for(timeout=300_000)
    player = page.locator(".rnn-cell").first
    player.wait_for()
    assert page.locator(".jp-RenderedText", has_text="Traceback").count() == 0
    assert page.locator("pre", has_text="knows rnnlib").count() == 1
    seen = player.locator(".formula").first.inner_text()
    player.press("End")
    drawn(page)
    assert player.locator("input.scrub").input_value() == "23"
    assert player.locator(".formula").first.inner_text() != seen
    page.watch.check()
