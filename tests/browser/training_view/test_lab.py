"""TrainingView in a real JupyterLab: it trains by itself, pauses, is looked at, and goes on."""

import pytest
from browser.pages import drawn, run_cell

MAKE = """\
import numpy as np, rnnlib
from rnnlib.lessons import Lessons
from rnnlib.widgets import TrainingView
text = rnnlib.Text("the cat sat on the mat; the dog sat on the log.\\n" * 60)
rng = np.random.default_rng(0)
model = rnnlib.LanguageModel(text, rnnlib.Recurrent(rnnlib.GRUCell(text.V, 32, rng=rng)), rng=rng)
view = TrainingView(Lessons(model, text, updates=4000, B=8, T=20), prompt="the ", length=30)
view"""
SINCE = """(n) => Number(
  document.querySelector('.rnn-training .place').textContent.split(' ')[3]) > n"""
TELL = "print(view._done, view.lessons.done, view.learning, view.moment)"


@pytest.fixture(scope="module")
def page(open_notebook):
    page = open_notebook("training", [MAKE, TELL], width=1280, height=1100)
    page.locator(".rnn-training").wait_for(timeout=60_000)
    return page


def told(page):
    done, really, learning, moment = run_cell(page, 1).split()
    if learning == "False":
        assert done == really
    return int(really), learning == "True", int(moment)


def paused(page):
    """What is told once the kernel has heard of the pause: the page says so at once."""
    for _ in range(50):
        found = told(page)
        if not found[1]:
            break
        page.wait_for_timeout(100)
    return found


def test_it_trains_pauses_and_goes_on(page):
    view = page.locator(".rnn-training")
    learn = view.locator("[data-act=learn]")
    assert told(page)[:2] == (0, False) and learn.inner_text() == "train"
    learn.click()
    page.wait_for_function(SINCE, arg=40)
    done, learning, _ = told(page)  # other cells have their turn
    assert done > 0 and learning
    assert learn.inner_text() == "pause training"
    learn.click()
    view.locator("[data-act=learn]").filter(has_text="go on training").wait_for()
    stopped, learning, _ = paused(page)
    page.wait_for_timeout(500)
    assert told(page)[0] == stopped and not learning
    view.focus()
    view.press("Home")
    drawn(page)
    assert view.locator(".said").inner_text().startswith("After 0 updates")
    before = view.locator(".written .text").text_content()
    view.press("r")
    page.wait_for_function(
        "(before) => document.querySelector('.rnn-training .text').textContent !== before",
        arg=before,
    )
    view.press("t")
    page.wait_for_function(SINCE, arg=stopped + 20)
    assert told(page)[2] == 0, "the cursor stays where the reader has put it"
    cells = page.locator(".jp-Cell").count()
    view.press("t")
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    view.locator("[data-act=again]").click()
    page.wait_for_function(
        "() => document.querySelector('.rnn-training .place').textContent === 'update 0 of 0'"
    )
    assert told(page)[:2] == (0, False)
    page.watch.check()
