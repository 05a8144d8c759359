"""A TextView in a notebook, and what it should show."""

import inspect

import pytest
from browser.pages import drawn
from browser.text_view.helpers import (
    IMPORTS,
    SHOW,
    TELL,
    TEXT,
    model,
)

from rnnlib.analysis import sensitivity


@pytest.fixture(scope="module")
def truth():
    """(the tape, the sensitivities), computed here."""
    made = model()
    return made.predict(TEXT)[1].rnn, sensitivity(made, TEXT)


@pytest.fixture(scope="module")
def page(open_notebook):
    cells = [
        IMPORTS + f"TEXT = {TEXT!r}\n" + inspect.getsource(model),
        SHOW,
        TELL,
        "view",
        "player",
    ]
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
