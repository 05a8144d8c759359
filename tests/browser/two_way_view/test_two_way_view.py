"""TwoWayView on a page without a kernel: keys, numbers, clicks, layout."""

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

import rnnlib as rnn
from rnnlib import tasks
from rnnlib.models import GapFiller
from rnnlib.widgets import TwoWayView
from rnnlib.widgets.shared.alone import show_alone

TEXT = tasks.Text("for key, value in items:")
LINE = "for key, □alue in items:"
T = len(LINE)


def made(**traits):
    rng = np.random.default_rng(3)
    layers = [rnn.Recurrent(rnn.GRUCell(TEXT.V + 1, 6, rng=rng)) for _ in range(2)]
    model = GapFiller(TEXT, rnn.Bidirectional(*layers), rng=rng)
    return TwoWayView(model, LINE, target=TEXT.encode("v")[0], **{"output": 9} | traits)


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def view(page):
    show_alone(page, made())
    view = page.locator(".rnn-two-way")
    view.focus()
    yield view
    page.watch.check()


def get(view, name):
    return view.page.evaluate(f"() => model.get('{name}')")


def test_what_is_lit_is_what_both_layers_have_passed(view):
    own = made()
    for t in (0, 11, 12, 14, 23):
        view.locator(".scrub").fill(str(t))
        drawn(view.page)
        own.t = t
        lit = view.locator(".cell.out").evaluate_all(
            "(all) => all.map((c) => c.matches('.has-forward.has-backward'))"
        )
        assert lit == own.complete().tolist()
        texts = view.locator(".cell.out .guess").all_inner_texts()
        assert [bool(text) for text in texts] == own.complete().tolist()
        says = view.locator(".said").inner_text()
        done = int(own.complete().sum())
        assert ("No output is complete" if done == 0 else f"{done} of {T} outputs") in says
        best, p = own._run["predictions"][9][0]
        assert ("waits for" not in says) == bool(own.complete()[9])
        assert (f"({p:.2f})" in says) == bool(own.complete()[9])


def test_veils_cover_what_has_not_been_read(view):
    for t, way in ((5, "forward"), (14, "forward"), (20, "backward"), (0, "backward")):
        view.page.evaluate(f"() => {{ model.set('t', {t}); model.set('direction', '{way}'); }}")
        drawn(view.page)
        own = made(t=t, direction=way)
        areas = view.locator(".heatmaps .area")
        for k, (first, last) in enumerate(own.reached()):
            box = areas.nth(k).bounding_box()
            veils = (
                areas.nth(k)
                .locator(".veil")
                .evaluate_all("(all) => all.map((v) => v.getBoundingClientRect().width)")
            )
            step = box["width"] / T
            assert veils == pytest.approx([first * step, (T - 1 - last) * step], abs=1)


def test_bars_are_the_gradient_and_the_shares_add_up(view):
    view.press("b")
    view.press("Home")
    drawn(view.page)
    own = made()
    norms = np.stack([own.found.forward[9], own.found.backward[9]], axis=1)
    bars = view.locator(".cell.bars").evaluate_all(
        "(all) => all.map((c) => [...c.children].map((b) => parseFloat(b.style.height)))"
    )
    np.testing.assert_allclose(bars, 100 * norms / norms.max(), atol=0.1)
    shares = view.locator(".share-row .number").all_inner_texts()
    share = own.found.share()[9]
    assert shares == [f"{100 * share:.0f}\u00a0%", f"{100 - 100 * share:.0f}\u00a0%"]
    assert f"{100 * share:.0f}" in view.locator(".said").inner_text()


def test_keys_and_clicks(view):
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "Shift+ArrowDown"):
        view.press(key)
    assert [get(view, n) for n in ("t", "unit", "output")] == [1, 1, 10]
    view.locator(".cell.input").nth(3).click()
    drawn(view.page)
    assert get(view, "output") == 3
    assert view.locator("input[name=output]").input_value() == "4"
    view.locator("input[name=output]").fill("24")
    assert get(view, "output") == 23
    view.locator("input[name=output]").fill("99")
    assert get(view, "output") == 23
    area = view.locator(".heatmaps .area").nth(1)
    box = area.bounding_box()
    area.click(position={"x": box["width"] * 20.5 / T, "y": 4})
    assert get(view, "t") == T - 1 - 20
    view.locator("[data-act=reset]").click()
    assert [get(view, n) for n in ("t", "unit", "output", "direction")] == [0, 0, 9, "forward"]


def test_playing_goes_forward_until_everything_is_read(view):
    view.page.evaluate("() => model.set('speed', 60)")
    view.press(" ")
    view.page.wait_for_function(f"() => model.get('t') === {T - 1} && !model.get('playing')")
    drawn(view.page)
    assert view.locator(".cell.out.has-forward.has-backward").count() == T


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out(view, scheme):
    for width in widths(view.page, scheme):
        for way in ("forward", "backward"):
            view.page.evaluate(f"() => {{ model.set('direction', '{way}'); model.set('t', 14); }}")
            drawn(view.page)
            drawn(view.page)
            assert faults(view) == [], (width, way)
            lefts = view.locator(".cells, .heatmaps .area").evaluate_all(
                "(all) => all.map((a) => Math.round(a.getBoundingClientRect().left))"
            )
            assert len(set(lefts)) == 1, "all rows stand on the same steps"


def test_closing_leaves_nothing_behind(view):
    view.page.evaluate("() => { close_view(); stop() }")
    assert view.page.evaluate("() => listeners()") == 0
