"""PhasePlane in JupyterLab and on a chapter's page: linked with Python, alive without it."""

import json

import nbformat
import numpy as np
import pytest
from browser.lab import run_python
from browser.pages import drawn, number, told
from nbformat import v4

from rnnlib.chapters.__main__ import main
from rnnlib.widgets import PhasePlane

SHOW = "from rnnlib.widgets import PhasePlane\nplane = PhasePlane()\nplane"
TELL = "import json; print(json.dumps({n: getattr(plane, n) for n in plane._start}))"


@pytest.fixture(scope="module")
def lab_page(open_notebook):
    page = open_notebook("phase_plane", [SHOW, TELL, "plane"], width=1280, height=1500)
    page.locator(".rnn-phase").nth(1).wait_for(timeout=60_000)
    return page


def shown(view):
    return [number(text) for text in view.locator("[data-part=h] output").all_inner_texts()]


def test_python_hears_the_page_and_lab_keeps_its_hands_off_the_keys(lab_page):
    page = lab_page
    view = page.locator(".rnn-phase").first
    view.focus()
    cells = page.locator(".jp-Cell").count()
    for key in ("b", "a", "m", "ArrowRight", "ArrowRight", "ArrowRight"):
        view.press(key)
    view.locator("[data-choice=clock]").click()
    view.locator("input[name=h01]").fill("0.4")
    known = json.loads(told(page, 1))
    assert (known["t"], known["preset"], known["h0"]) == (3, "", [0.4, 0.02])
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    own = PhasePlane(**known)
    for k in range(2):
        assert shown(page.locator(".rnn-phase").nth(k)) == pytest.approx(own.run()[3], abs=0.00501)
    page.watch.check()


def test_the_page_hears_python(lab_page):
    page = lab_page
    run_python(page, "plane.preset = 'latch'; plane.t = 17")
    page.wait_for_function("() => document.querySelector('.rnn-phase .scrub').value === '17'")
    drawn(page)
    own = PhasePlane(preset="latch", t=17)
    assert shown(page.locator(".rnn-phase").first) == pytest.approx(own.run()[17], abs=0.00501)
    page.watch.check()


def test_a_page_without_a_kernel_is_alive(tmp_path_factory, open_page):
    folder = tmp_path_factory.mktemp("page")
    cells = [v4.new_markdown_cell("# Alive"), v4.new_code_cell(SHOW)]
    nbformat.write(v4.new_notebook(cells=cells), folder / "01_alive.ipynb")
    assert main(["page", "--folder", str(folder), "--out", str(folder)]) == 0
    page = open_page(offline=True, width=1280, height=1200)
    page.goto((folder / "01_alive.html").as_uri())
    view = page.locator(".rnn-phase")
    view.wait_for()
    buttons = view.locator(".presets [data-choice]")
    order = buttons.evaluate_all("(all) => all.map((node) => node.dataset.choice)")
    assert order == PhasePlane()._choices["preset"]
    view.locator("input[name=squash]").check()
    view.locator("input[name=scale]").fill("2")
    view.focus()
    for _ in range(5):
        view.press("ArrowRight")
    drawn(page)
    U = 2 / 0.9 * np.array(PhasePlane().U)
    own = PhasePlane(preset="", U=U, h0=[1.2, 0], squash=True, t=5)
    assert shown(view) == pytest.approx(own.run()[5], abs=0.00501)
    said = view.locator(".said").inner_text()
    assert said.index("The matrix") < said.index("tanh squashes"), "the parts are out of order"
    page.watch.check()
