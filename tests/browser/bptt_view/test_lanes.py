"""BPTTView of LSTMs and stacks in a real Chromium: lanes, layers and what is written at them."""

import numpy as np
import pytest
from browser.bptt_view.helpers import MIDDLE, T, arrives, close, get, mask_of, put, sticks_out
from browser.pages import drawn, press
from widgets.walks import walk

from rnnlib import (
    GRUCell,
    LSTMCell,
    PeepholeLSTMCell,
    ResetAfterGRUCell,
    VanillaCell,
    notation,
)
from rnnlib.analysis import kept, paths
from rnnlib.interop.biases import variant
from rnnlib.widgets import BPTTView
from rnnlib.widgets.shared.alone import show_alone

NETS = {
    "LSTM": (LSTMCell,),
    "two": (LSTMCell, LSTMCell),
    "two biases": (ResetAfterGRUCell,),
    "three": (PeepholeLSTMCell, VanillaCell, GRUCell),
}
CHOICES = [
    (-1, T, "windows"),
    (-1, 4, "reach"),
    (9, T, "windows"),
    (8, 3, "reach"),
    (7, 2, "windows"),
]


@pytest.fixture(scope="module", params=NETS)
def truth(request):
    return walk(*NETS[request.param])


@pytest.fixture(scope="module")
def page(open_page, truth):
    page = open_page(width=1600, height=1200)
    show_alone(page, BPTTView(*truth))
    return page


FLOWS = """(all) => all.map((node) => {
  const { dataset } = node;
  const text = node.querySelector(".size");
  const shown = text && text.getAttribute("visibility") === "visible";
  return [dataset.state, Number(dataset.t), Number(dataset.value), shown ? text.textContent : null];
})"""


@pytest.mark.parametrize(("source", "k", "kind"), CHOICES)
def test_every_lane_carries_what_python_computed(view, truth, source, k, kind):
    found, mask = paths(*truth), mask_of(source, k, kind)
    for layer, lanes in enumerate(found.layers):
        put(view.page, layer=layer, source=source, k=k, kind=kind, t=0)
        flows = view.locator(".flow.carried").evaluate_all(FLOWS)
        assert sorted((s, t) for s, t, _, _ in flows) == sorted(
            (s, t) for s in lanes.d for t in range(T - 1)
        )
        for state, t, value, written in flows:
            size = arrives(lanes.back[state], mask, t)
            assert value == pytest.approx(size, rel=1e-5, abs=1e-12)
            if len(lanes.d) > 1:  # at this width there is room for the numbers
                assert close(written, size)
        for kind_of, part in {
            "above": lanes.above,
            "inside": lanes.d["c"] - lanes.back["c"] if "c" in lanes.d else None,
        }.items():
            flows = view.locator(f".flow.{kind_of}").evaluate_all(FLOWS)
            drawn_ = layer + 1 < len(found.layers) if kind_of == "above" else part is not None
            assert len(flows) == (T if drawn_ else 0)
            for _, t, value, _ in flows:
                assert value == pytest.approx(arrives(part, mask, t), rel=1e-4, abs=1e-9)


def check_parts(shown, found, own, mask):
    """The parts of a parameter at every step, and their sum so far, are those of rnnlib."""
    tiles = shown.locator(".parts .tile .number").all_inner_texts()
    for s, text in enumerate(tiles):
        assert close(text, arrives(found.grads[own], mask, s))
    sofar = shown.locator(".sum .number").first.inner_text()
    assert close(sofar, np.linalg.norm(found.total(own, mask)))


@pytest.mark.parametrize(("source", "k", "kind"), CHOICES)
def test_the_parts_of_every_layer_are_those_of_rnnlib(view, truth, source, k, kind):
    found, mask = paths(*truth), mask_of(source, k, kind)
    for layer in range(len(found.layers)):
        for parameter, own in found.parameters(layer).items():
            if not view.locator(f"[data-parameter={parameter}]").count():
                continue
            put(view.page, layer=layer, parameter=parameter, source=source, k=k, kind=kind, t=0)
            check_parts(view, found, own, mask)
            whole = view.locator(".sum .number").nth(1).inner_text()
            expected = found.total(own, mask_of(source, T, "windows"))
            assert close(whole, np.linalg.norm(expected))


def test_the_sentence_tells_both_lanes_and_where_else_it_comes_from(view, truth):
    found = paths(*truth)
    for layer, lanes in enumerate(found.layers):
        put(view.page, layer=layer, t=4)
        said = view.locator(".said").inner_text()
        mask, top = kept(T, T), layer + 1 == len(found.layers)
        if top and len(lanes.d) == 1:
            assert "what arrives at h5 from L5 to L10" in said
            continue
        handed = said.split("hands back ")[1].split(f", and {'L5' if top else 'layer'}")[0]
        order = [state for state in ("c", "h") if state in lanes.d]
        for text, state in zip(handed.split(" and "), order, strict=True):
            size, _, name = text.partition(" along ")
            assert name == state and close(size, arrives(lanes.back[state], mask, 4))
        assert close(said.split(" brings ")[1].split(" to h")[0], arrives(lanes.above, mask, 4))
        put(view.page, t=T - 1)
        assert "hands back" not in view.locator(".said").inner_text()
        put(view.page, t=2, source=7)
        said = view.locator(".said").inner_text()
        assert close(said.split("∂L8/∂h3 has size ")[1].split(",")[0], lanes.norms("h")[7, 2])
        put(view.page, source=-1)


def test_the_triangle_is_that_of_the_state_and_the_layer(view, truth):
    found = paths(*truth)
    for layer, lanes in enumerate(found.layers):
        for lane in lanes.d:
            put(view.page, layer=layer, lane=lane)
            scale = max(lanes.norms(state).diagonal().max() for state in lanes.d)
            shares = view.locator(".pair").evaluate_all(
                """(all) => all.map((n) => [Number(n.dataset.t), Number(n.dataset.s),
                                            Number(n.style.getPropertyValue("--part"))])"""
            )
            for t, s, share in shares:
                expected = np.sqrt(min(1, lanes.norms(lane)[t, s] / scale))
                assert share == pytest.approx(expected, abs=6e-4)


def test_a_cut_cuts_every_lane(view, truth):
    for layer, lanes in enumerate(paths(*truth).layers):
        put(view.page, layer=layer, kind="windows", k=4)
        marks = view.locator("text.cut").evaluate_all(
            "(all) => all.filter((n) => n.getAttribute('visibility') === 'visible').length"
        )
        assert marks == 2 * len(lanes.d)  # after the 4th and the 8th step


def test_buttons_and_nodes_choose_layer_and_lane(view, truth):
    found = paths(*truth)
    for button in view.locator("[data-layer]").all():
        button.focus()
        view.page.keyboard.press("Enter")
        drawn(view.page)
        layer = int(button.get_attribute("data-layer"))
        assert get(view.page, "layer") == layer
        assert button.get_attribute("aria-pressed") == "true"
        lanes = list(found.layers[layer].d)
        for other in view.locator("button[data-lane]").all():
            assert other.is_enabled() == (other.get_attribute("data-lane") in lanes)
        if "c" in lanes:
            view.locator(".node.c[data-t='3']").click()
            assert (get(view.page, "lane"), get(view.page, "t")) == ("c", 3)
            view.locator(".node.h[data-t='6']").click()
            assert (get(view.page, "lane"), get(view.page, "t")) == ("h", 6)
    press(view, "Home")
    assert view.locator(".place").inner_text() == f"step 1 of {T}"


OVERLAPS = """(root) => {
  const texts = [...root.querySelectorAll("svg.graph .flow text, svg.graph .node text")]
    .filter((n) => n.textContent && n.getAttribute("visibility") !== "hidden")
    .map((node) => ({ node, box: node.getBoundingClientRect() }));
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return texts.flatMap((a, j) => texts.slice(j + 1).filter((b) => meet(a.box, b.box))
    .map((b) => `${a.node.textContent} ${b.node.textContent}`));
}"""


@pytest.mark.parametrize("width", [400, 900, 1600])
def test_nothing_sticks_out_or_overlaps_at_any_width(view, truth, width):
    view.page.set_viewport_size({"width": width, "height": 1000})
    for layer in range(len(paths(*truth).layers)):
        for name in notation.NAMES:
            put(view.page, layer=layer, notation=name, t=1)
            drawn(view.page)
            assert sticks_out(view) == []
            assert view.evaluate(OVERLAPS) == []
            assert view.evaluate("(root) => root.scrollWidth <= root.clientWidth")


def test_factors_make_the_same_parts(open_page):
    model, batch = walk(LSTMCell, H=28)
    page = open_page(width=1600)
    view = BPTTView(model, batch, t=0)
    assert "0 U left" in view._run["arrays"]
    show_alone(page, view)
    found = paths(model, batch)
    for parameter in ("U", "W"):
        put(page, parameter=parameter)
        for source, k, kind in CHOICES:
            put(page, source=source, k=k, kind=kind)
            check_parts(page, found, f"rnn.{parameter}", mask_of(source, k, kind))
    page.watch.check()


@pytest.mark.parametrize(
    ("cells", "gates"),
    [((variant("TwoBias", LSTMCell),), True), ((ResetAfterGRUCell, ResetAfterGRUCell), False)],
)
def test_whether_the_second_bias_has_columns_for_every_gate_is_told(open_page, cells, gates):
    page = open_page(width=1600)
    show_alone(page, BPTTView(*walk(*cells)))
    for parameter, expected in {"b": True, "b_U": gates, "V": False}.items():
        put(page, parameter=parameter)
        assert ("side by side" in page.locator(".rnn-bptt .shown").inner_text()) is expected
    page.watch.check()


def test_the_steps_of_two_lanes_stand_under_each_other_to_the_last(open_page):
    model, batch = walk(LSTMCell, GRUCell, text="the cat sat on the mat. z")
    page = open_page(width=400, height=1200)
    show_alone(page, BPTTView(model, batch, layer=0, t=3))
    view = page.locator(".rnn-bptt")
    for t in (0, 11, 23):
        places = [
            view.locator(f"{part}[data-t='{t}']{inner}").evaluate(MIDDLE)
            for part, inner in (
                (".node.c", " circle"),
                (".node.h", " circle"),
                (".parts .tile", ""),
            )
        ]
        assert max(places) - min(places) < 1.5
    for width in (400, 700, 900, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        for layer in (0, 1):
            put(page, layer=layer)
            assert sticks_out(view) == []
            assert view.evaluate(OVERLAPS) == []
    page.watch.check()
