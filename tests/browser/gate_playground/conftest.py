"""A GatePlayground in a notebook, held to the one in Python."""

import pytest
from browser.gate_playground.helpers import SHOW, TELL
from browser.pages import drawn


@pytest.fixture(scope="module")
def page(open_notebook):
    page = open_notebook("playground", [SHOW, TELL, "playground"], width=1280, height=1500)
    page.locator(".rnn-playground").nth(1).wait_for(timeout=60_000)
    return page


@pytest.fixture
def view(page):
    """The first view, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-playground").first
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(page)
    yield view
    page.watch.check()
