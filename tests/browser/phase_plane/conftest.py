"""A PhasePlane on a page without a kernel, held to rnnlib."""

import pytest
from browser.pages import drawn

from rnnlib.widgets import PhasePlane
from rnnlib.widgets.shared.alone import alone


@pytest.fixture(scope="module")
def page(open_page):
    page = open_page(width=1280, height=1100)
    page.set_content(alone(PhasePlane()))
    page.wait_for_function("() => window.ready")
    return page


@pytest.fixture
def view(page):
    """The widget, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-phase")
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(page)
    yield view
    page.watch.check()
