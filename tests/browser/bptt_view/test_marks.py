"""Where a BPTTView's walk is cut, and how it shows what is no number."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from browser.bptt_view.helpers import T, put
from widgets.walks import walk

from rnnlib import LSTMCell, VanillaReLUCell, plots
from rnnlib.analysis import kept, paths
from rnnlib.analysis.truncation import KINDS
from rnnlib.language import LANGUAGES, speaking
from rnnlib.widgets import BPTTView
from rnnlib.widgets.shared.alone import show_alone


def cuts(source, k, kind):
    """Between which steps s and s + 1 nothing crosses that would without truncation; a walk of one
    loss ends at the first of them, and so does its row of marks."""
    chosen = range(T) if source < 0 else [source]
    without, now = ({s for t in chosen for s in range(t) if kept(T, n, kind)[t, s]} for n in (T, k))
    cut = sorted(without - now)
    return cut if source < 0 else cut[-1:]


VISIBLE = """(all) => all.flatMap((node, t) =>
  node.getAttribute("visibility") === "visible" ? [t] : [])"""


def test_scissors_stand_where_something_is_cut(open_page):
    page = open_page()
    show_alone(page, BPTTView(*walk()))
    marks = page.locator("text.cut")
    for kind in KINDS:
        for k in range(1, T + 1):
            for source in range(-1, T):
                put(page, kind=kind, k=k, source=source)
                assert marks.evaluate_all(VISIBLE) == cuts(source, k, kind), (kind, k, source)
    page.watch.check()


@pytest.mark.parametrize(
    ("source", "k", "kind"),
    [(6, 4, "windows"), (9, 4, "windows"), (0, 3, "windows"), (-1, 4, "windows"),
     (-1, 1, "reach"), (-1, 3, "reach"), (8, 3, "reach")],
)  # fmt: skip
def test_the_still_figure_has_the_same_scissors(source, k, kind):
    fig = plots.bptt_paths(paths(*walk()), source=None if source < 0 else source, k=k, kind=kind)
    places = [text.get_position()[0] for text in fig.axes[0].texts if text.get_text() == "✂"]
    plt.close(fig)
    assert [int(x) for x in places] == cuts(source, k, kind)


def lost(weight, *cells):
    """A view of a network one of whose recurrent weights is this number."""
    model, batch = walk(*cells)
    model.params["rnn.U"][0, 0] = weight
    return BPTTView(model, batch, t=2)


PIXELS = """(all) => all.map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = data.filter((_, k) => k % 4 === 3 && data[k]).length / (data.length / 4);
  const dark = data.filter((v, k) => k % 4 === 0 && data[k + 3] > 200 && v < 60).length;
  return { seen, dark };
})"""
SAID = {
    "en": ("The gradient is not a finite number", "The gradient is zero"),
    "de": ("Der Gradient ist keine endliche Zahl", "Der Gradient ist null"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("weight", [np.nan, 1e300])
def test_a_gradient_that_is_no_number_is_not_called_zero(open_page, language, weight):
    page = open_page()
    with speaking(language):
        show_alone(page, lost(weight, VanillaReLUCell))
        said, zero = SAID[language]
        for k in (1, 4, T):
            for kind in KINDS:
                put(page, k=k, kind=kind)
                text = page.locator(".measured").inner_text()
                assert zero not in text
                assert said in text or k < T
        model, batch = walk()
        model.params["out.V"][:] = 0
        show_alone(page, BPTTView(model, batch))
        assert page.locator(".measured").inner_text().startswith(zero)
    page.watch.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("cells", [(), (LSTMCell,)], ids=["vanilla", "LSTM"])
def test_what_is_no_number_is_hatched_and_dashed(open_page, cells, scheme):
    page = open_page(width=1600, color_scheme=scheme)
    show_alone(page, lost(np.nan, *cells))
    view = page.locator(".rnn-bptt")
    for tile in view.locator(".parts .tile:not(.waits) canvas, .sum canvas").evaluate_all(PIXELS):
        assert 0.1 < tile["seen"] < 0.95
        assert tile["dark"] == 0
    assert view.locator(".parts .tile .number").last.inner_text() == "NaN"
    fills = view.locator(".pair.lost").evaluate_all(
        "(all) => [...new Set(all.map((node) => getComputedStyle(node).fill.slice(0, 4)))]"
    )
    assert fills == ["url("]
    arrows = view.locator(".flow.carried.done line").evaluate_all(
        "(all) => all.map((n) => [getComputedStyle(n).strokeDasharray, n.style.strokeWidth])"
    )
    assert len(arrows) == (T - 3) * (1 + len(cells))
    assert all(dash != "none" and "NaN" not in width for dash, width in arrows)
    if cells:
        assert "hands back NaN along c and NaN along h" in view.locator(".said").inner_text()
        assert view.locator(".flow.carried.done .size").first.text_content() == "NaN"
    put(page, source=T - 1, t=4)
    assert "NaN %" not in view.locator(".said").inner_text()
    page.watch.check()


def test_where_there_is_no_room_the_drawing_stays_and_nothing_fails(open_page):
    page = open_page(width=900)
    show_alone(page, BPTTView(*walk(LSTMCell, LSTMCell)))
    view = page.locator(".rnn-bptt")
    for width in (500, 30, 0, 500):  # such as beside the file browser on a telephone
        view.evaluate("(root, width) => (root.parentElement.style.width = `${width}px`)", width)
        put(page, t=4)
        assert float(view.locator("svg.graph").get_attribute("width")) > 300
    page.watch.check()
