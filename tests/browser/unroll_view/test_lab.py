"""UnrollView in JupyterLab: Python moves the page, the page Python; two views are one model."""

import inspect

import pytest
from browser.lab import run_python
from browser.pages import drawn, press, told
from widgets import unrolled_runs

SHOW = """\
from rnnlib.widgets import UnrollView
view = UnrollView(*network(), labels="abcdefg")
view"""


@pytest.fixture(scope="module")
def page(open_notebook):
    cells = [inspect.getsource(unrolled_runs), SHOW]
    cells += ["print(view.parameter, view.t, view.folded)", "view"]
    page = open_notebook("unrolled", cells, width=1280, height=1400, reduced_motion="reduce")
    for k in range(2):
        page.locator(".rnn-unroll").nth(k).wait_for(timeout=60_000)
    return page


def test_two_views_and_python_stay_in_step(page):
    first, second = (page.locator(".rnn-unroll").nth(k) for k in range(2))
    first.focus()
    press(first, "f", "ArrowRight", "ArrowRight")
    first.locator("[data-choice=V]").click()
    drawn(page)
    for view in (first, second):
        assert view.locator(".place").inner_text() == "step 3 of 7"
        assert view.locator("[data-act=fold]").inner_text() == "fold"
        assert view.locator(".pill.glow").count() == view.locator(".column").count()
    assert told(page, 2).split() == ["V", "2", "0.0"]
    run_python(page, "view.folded, view.parameter, view.t = 1.0, 'U', 6")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.rnn-unroll .place')]"
        ".every((node) => node.textContent === 'step 7 of 7')"
    )
    drawn(page)
    assert second.locator("[data-act=fold]").inner_text() == "unfold"
    assert second.locator("[data-choice=U]").get_attribute("aria-pressed") == "true"
    cells = page.locator(".jp-Cell").count()
    first.focus()
    press(first, "f", "b", "a", "x")
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    page.watch.check()
