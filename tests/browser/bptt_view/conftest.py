"""A BPTTView on a page without a kernel, which every file opens as `page`."""

import pytest
from browser.pages import drawn


@pytest.fixture
def view(page):
    """The widget, reset and with the focus, on a page as wide as it was opened."""
    size, view = page.viewport_size, page.locator(".rnn-bptt")
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(page)
    yield view
    page.set_viewport_size(size)
    page.watch.check()
