"""WidgetCheck in a real JupyterLab, where Python answers, and on a page, where nobody does."""

import nbformat
import pytest
from browser.pages import drawn
from nbformat import v4

from rnnlib.chapters.__main__ import main

SHOW = "from rnnlib.widgets import WidgetCheck\nwidget = WidgetCheck()\nwidget"


def line(page, name):
    host = page.locator(f".rnn-check [data-line={name}]")
    outcome = host.get_attribute("data-outcome")
    assert host.locator(".mark").inner_text() == {"open": "…", "fine": "✓", "amiss": "×"}[outcome]
    return outcome, host.locator(".words").inner_text()


def test_in_jupyterlab_all_three_lines_turn(open_notebook):
    page = open_notebook("widget_check", [SHOW])
    page.locator(".rnn-check [data-line=answer][data-outcome=fine]").wait_for(timeout=60_000)
    assert line(page, "drawn")[0] == "fine"
    assert line(page, "answer")[1] == "Python answers: tanh(0.1) = 0.10."
    assert line(page, "keys")[0] == "open"

    cells = page.locator(".jp-Cell").count()
    page.locator(".rnn-check [data-line=keys]").click()
    page.keyboard.press("b")  # JupyterLab would add a cell
    page.keyboard.press("ArrowRight")
    assert line(page, "keys")[0] == "fine"
    assert page.locator(".jp-Cell").count() == cells

    page.locator(".rnn-check button").focus()
    page.keyboard.press("Enter")
    page.locator(".rnn-check .words", has_text="tanh(0.2) = 0.20").wait_for()
    page.watch.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_kernel_it_says_so(tmp_path, open_page, scheme):
    cells = [v4.new_markdown_cell("# Check"), v4.new_code_cell(SHOW)]
    nbformat.write(v4.new_notebook(cells=cells), tmp_path / "00_check.ipynb")
    assert main(["page", "--folder", str(tmp_path), "--out", str(tmp_path)]) == 0
    page = open_page(offline=True, width=400, color_scheme=scheme)
    page.clock.install()
    page.goto((tmp_path / "00_check.html").as_uri())
    page.locator(".rnn-check").wait_for()
    drawn(page)
    assert line(page, "drawn")[0] == "fine"
    assert line(page, "answer") == ("open", "Waiting for Python …")
    page.clock.fast_forward(6000)
    outcome, words = line(page, "answer")
    assert outcome == "amiss"
    assert words.startswith("No answer from Python. On a saved page that is as it should be")
    page.locator(".rnn-check").focus()
    page.keyboard.press("ArrowRight")
    assert line(page, "keys")[0] == "fine"
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    page.watch.check()
