"""Networks compared on a page without a kernel."""

import numpy as np
import pytest
from browser.compare_player.helpers import KINDS, LABELS
from widgets.runs import together

from rnnlib.widgets import ComparePlayer
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1300, height=1200)


@pytest.fixture(scope="module")
def tapes():
    return together(KINDS)


@pytest.fixture
def player(page, tapes):
    p = {name: np.full((12, 2, 2), 0.5) for name in tapes}
    p["GRU"][:, 0] = [0.25, 0.75]
    page.set_viewport_size({"width": 1300, "height": 1200})
    widget = ComparePlayer(tapes, labels=LABELS, predictions=p, symbols="xy", units=[1, 2, 3])
    show_alone(page, widget)
    view = page.locator(".rnn-compare")
    view.focus()
    yield view
    page.watch.check()
