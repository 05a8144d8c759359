"""An UnrollView on a page without a kernel."""

import pytest


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1280, reduced_motion="reduce")


@pytest.fixture(autouse=True)
def watched(page):
    yield
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.watch.check()
