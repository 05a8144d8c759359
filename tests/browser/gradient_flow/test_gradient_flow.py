"""GradientFlow without a kernel: every control, by mouse and keys; its numbers are rnnlib's."""

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

from rnnlib import LSTMCell, Recurrent, VanillaReLUCell
from rnnlib.analysis.flow import flow_of, flow_of_run
from rnnlib.widgets import GradientFlow
from rnnlib.widgets.shared.alone import show_alone

START = {"radius": 1.0, "activation": "tanh", "length": 100, "forget_bias": 1.0}


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def flow(page):
    show_alone(page, GradientFlow())
    yield page.locator(".rnn-flow")
    page.watch.check()


def size(text):
    """A number as the legend writes it: 0.37, or 2.1 · 10⁻⁷."""
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    digits, _, power = text.translate(raised).partition(" · 10")
    return float(digits) * 10.0 ** int(power or 0)


def check(flow, back, **settings):
    """What is written at the cursor is what rnnlib computes for these settings."""
    drawn(flow.page)
    settings = START | settings
    for name in ("vanilla", "LSTM", "GRU"):
        shown = size(flow.locator(f".log-legend [data-name={name}]").inner_text())
        assert shown == pytest.approx(flow_of(name, **settings)[back], rel=0.06), name


def set_to(flow, name, value):
    flow.locator(f"input[name={name}]").fill(str(value))


def test_every_setting_by_mouse(flow):
    check(flow, 0)
    set_to(flow, "radius", 0.8)
    flow.locator(".scrub").fill("60")
    check(flow, 60, radius=0.8)
    flow.locator("[data-choice=relu]").click()
    check(flow, 60, radius=0.8, activation="relu")
    set_to(flow, "forget_bias", 4)
    check(flow, 60, radius=0.8, activation="relu", forget_bias=4.0)
    set_to(flow, "length", 25)
    check(flow, 24, radius=0.8, activation="relu", forget_bias=4.0, length=25)
    said = flow.locator(".said").inner_text()
    assert said.startswith("24 steps back from the loss the gradient has the size ")
    flow.locator("[data-act=reset]").click()
    check(flow, 0)


def test_a_shorter_run_takes_the_cursor_along(flow):
    flow.focus()
    flow.press("End")
    set_to(flow, "length", 25)
    flow.locator(".source").filter(has_text="length 25").wait_for()
    check(flow, 24, length=25)
    assert flow.locator(".scrub").get_attribute("max") == "24"
    flow.focus()
    flow.press("ArrowLeft")
    check(flow, 23, length=25)


def test_between_the_stored_runs_the_nearest_is_shown_and_it_is_said(flow):
    set_to(flow, "radius", 1.1)
    set_to(flow, "length", 40)
    flow.locator(".source").filter(has_text="nearest stored run: radius 1").wait_for()
    check(flow, 0, length=25)
    set_to(flow, "length", 100)
    set_to(flow, "radius", 1)
    drawn(flow.page)
    assert flow.locator(".source").inner_text() == ""


def test_the_answer_of_a_kernel_is_what_counts(flow):
    """Python sets the lines and says for which settings: then these are shown, not the stored."""
    own = GradientFlow(radius=1.1, length=40)
    bits = np.frombuffer(own._lines, "u1").tolist()
    flow.page.evaluate(
        """([bits, of]) => {
             model.set("radius", 1.1); model.set("length", 40);
             model.set("_lines", new DataView(Uint8Array.from(bits).buffer));
             model.set("_lines_of", of); model.set("t", 39);
           }""",
        [bits, own._lines_of],
    )
    check(flow, 39, radius=1.1, length=40)
    flow.page.wait_for_timeout(900)
    assert flow.locator(".source").inner_text() == ""


def test_the_cursor_by_keys_and_on_the_chart(flow):
    flow.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        flow.press(key)
    check(flow, 1)
    flow.press("End")
    check(flow, 99)
    flow.press("Home")
    check(flow, 0)
    flow.locator(".log-chart").click(position={"x": 400, "y": 100})
    drawn(flow.page)
    t = flow.page.evaluate("() => model.get('t')")
    assert 30 < t < 80
    check(flow, t)


def test_an_arrow_on_a_slider_moves_the_slider(flow):
    flow.locator("input[name=forget_bias]").focus()
    flow.page.keyboard.press("ArrowRight")
    flow.page.keyboard.press("ArrowRight")
    assert flow.page.evaluate("() => [model.get('forget_bias'), model.get('t')]") == [2, 0]
    check(flow, 0, forget_bias=2.0)


def test_playing_stops_where_the_sequence_begins(flow):
    set_to(flow, "length", 25)
    flow.page.evaluate("() => { model.set('speed', 60); model.set('t', 15) }")
    flow.focus()
    flow.press(" ")
    flow.page.wait_for_function("() => model.get('t') === 24 && !model.get('playing')")
    check(flow, 24, length=25)


def test_the_eigenvalues_lie_in_the_plane(flow):
    set_to(flow, "radius", 1.5)
    drawn(flow.page)
    values = np.array(GradientFlow()._eigenvalues) * 1.5
    places = flow.locator(".plane circle:not(.unit)").evaluate_all(
        "(all) => all.map((one) => [Number(one.getAttribute('cx')), -one.getAttribute('cy')])"
    )
    np.testing.assert_allclose(places, values, atol=1e-6)
    outside = (np.hypot(*values.T) > 1).sum()
    assert f"{outside} of 24 outside" in flow.locator("figcaption").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overlaps_or_sticks_out(flow, scheme):
    for width in widths(flow.page, scheme):
        assert faults(flow) == [], width
        chart, host = (flow.locator(s).bounding_box() for s in (".log-chart", ".chart-host"))
        assert abs(chart["width"] - host["width"]) < 2


def test_closing_leaves_nothing_behind(flow):
    flow.page.evaluate("() => { close_view(); stop() }")
    assert flow.page.evaluate("() => listeners()") == 0
    assert not flow.count()


def test_a_run_of_ones_own_is_a_fourth_line_as_long_as_it_is(page):
    rng = np.random.default_rng(0)
    layer = Recurrent(LSTMCell(3, 4, rng=rng))
    own = layer.forward(rng.normal(size=(30, 1, 3)))[1]
    widget = GradientFlow(own)
    show_alone(page, widget)
    flow = page.locator(".rnn-flow")
    norms = flow_of_run(own, rng=np.random.default_rng(1))
    value = flow.locator(".log-legend [data-name=own]")
    for back in (0, 12, 29):
        flow.locator(".scrub").fill(str(back))
        check(flow, back)
        assert size(value.inner_text()) == pytest.approx(norms[back], rel=0.06)
        assert flow.locator(".said").inner_text().endswith(f"it is {value.inner_text()}.")
    flow.locator(".scrub").fill("30")
    drawn(page)
    assert value.inner_text() == "–" and flow.locator(".said").inner_text().endswith("in the GRU.")
    own_words = f"In a network of your own: 0 steps back {norms[0]:.2f}."
    assert own_words in widget._still.sentence(widget)
    page.watch.check()


def test_a_run_of_no_numbers_has_no_line_and_no_error(page):
    layer = Recurrent(LSTMCell(2, 3, rng=np.random.default_rng(0)))
    layer.params["U"][0, 0] = np.nan
    show_alone(page, GradientFlow(own=layer.forward(np.ones((6, 1, 2)))[1]))
    drawn(page)
    assert page.locator(".log-chart path[data-line=own]").get_attribute("d") == ""
    assert page.locator(".log-legend [data-name=own]").inner_text() == "NaN"
    page.watch.check()


def test_a_gradient_beyond_all_numbers_is_called_so(page):
    layer = Recurrent(VanillaReLUCell(1, 2, rng=np.random.default_rng(0)))
    layer.params["U"][:] = 1e40 * np.eye(2)
    layer.params["W"][:] = 0
    tape = layer.forward(np.zeros((7, 1, 1)), (np.full((1, 2), 1e-300),))[1]
    with np.errstate(over="ignore"):
        show_alone(page, GradientFlow(own=tape))
    for back, shown in ((1, "1.0 · 10⁴⁰"), (5, "∞")):
        page.locator(".rnn-flow .scrub").fill(str(back))
        drawn(page)
        assert page.locator(".log-legend [data-name=own]").inner_text() == shown
    page.watch.check()
