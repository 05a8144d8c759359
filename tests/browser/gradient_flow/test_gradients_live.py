"""GradientFlow and PathSplitter in JupyterLab: Python computes every setting and hears of all."""

import numpy as np
import pytest
from browser.pages import drawn, run_cell, told

from rnnlib.analysis.flow import flow_of

FLOW = "from rnnlib.widgets import GradientFlow, PathSplitter\nflow = GradientFlow()\nflow"
PATHS = """\
import numpy as np, rnnlib
rng = np.random.default_rng(0)
layer = rnnlib.Recurrent(rnnlib.LSTMCell(2, 4, rng=rng))
splitter = PathSplitter(layer.forward(rng.normal(size=(12, 1, 2)))[1])
splitter"""
TELL = "print(flow.radius, flow.length, flow.t, splitter.forget[11], repr(splitter))"
TURN = "flow.radius, flow.activation, splitter.strength = 1.7, 'relu', 0.5"


@pytest.fixture(scope="module")
def page(open_notebook):
    page = open_notebook("gradients", [FLOW, PATHS, TELL, TURN], width=1280, height=1600)
    for kind in ("rnn-flow", "rnn-paths"):
        page.locator(f".{kind}").wait_for(timeout=60_000)
    return page


def size(text):
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    digits, _, power = text.translate(raised).partition(" · 10")
    return float(digits) * 10.0 ** int(power or 0)


def shown(page, **settings):
    """Wait until what is written at the cursor is what rnnlib computes for these settings."""
    back = settings.pop("back")
    names = ("vanilla", "LSTM", "GRU")
    true = [float(flow_of(name, **settings)[back]) for name in names]
    for _ in range(100):
        drawn(page)
        got = [
            size(page.locator(f".rnn-flow .log-legend [data-name={name}]").inner_text())
            for name in names
        ]
        if np.allclose(got, true, rtol=0.06):
            return
        page.wait_for_timeout(100)
    np.testing.assert_allclose(got, true, rtol=0.06)


def test_settings_between_the_stored_ones_are_computed_by_python(page):
    for reset in page.locator("[data-act=reset]").all():
        reset.click()  # the last cell has turned the knobs already
    flow = page.locator(".rnn-flow")
    flow.locator("input[name=radius]").fill("1.1")
    flow.locator("input[name=length]").fill("43")
    flow.locator("input[name=forget_bias]").fill("2.5")
    flow.focus()
    flow.press("End")
    shown(page, back=42, radius=1.1, length=43, forget_bias=2.5)
    flow.locator("input[name=length]").fill("20")  # shorter than the cursor is far back
    shown(page, back=19, radius=1.1, length=20, forget_bias=2.5)
    flow.focus()
    flow.press("ArrowLeft")
    shown(page, back=18, radius=1.1, length=20, forget_bias=2.5)
    flow.locator("input[name=length]").fill("43")
    flow.focus()
    flow.press("End")
    shown(page, back=42, radius=1.1, length=43, forget_bias=2.5)
    page.wait_for_timeout(900)
    assert flow.locator(".source").inner_text() == ""
    paths = page.locator(".rnn-paths")
    paths.focus()
    paths.press("0")
    assert told(page, 2).split() == [
        *("1.1", "43", "42", "0.0"),
        *("PathSplitter(T=12,", "H=4,", "U", "×", "1,", "1", "gates", "by", "hand)"),
    ]
    page.watch.check()


def test_python_turns_the_knobs(page):
    run_cell(page, 3)
    shown(page, back=42, radius=1.7, activation="relu", length=43, forget_bias=2.5)
    page.locator(".rnn-paths .slider output").filter(has_text="× 0.50").wait_for()
    page.watch.check()


def test_no_key_reaches_the_notebook(page):
    cells = page.locator(".jp-Cell").count()
    for kind in (".rnn-flow", ".rnn-paths"):
        page.locator(kind).focus()
        for key in ("b", "a", "ArrowUp", "ArrowDown", "Home", "End"):
            page.locator(kind).press(key)
    drawn(page)
    assert page.locator(".jp-Cell").count() == cells
    page.watch.check()
