"""BPTTView in a real Chromium: its numbers are rnnlib's, by mouse and by keys, narrow and wide."""

import numpy as np
import pytest
from browser.bptt_view.helpers import MIDDLE, T, arrives, close, get, mask_of, put, sticks_out
from browser.pages import drawn, place, press
from widgets.walks import walk

from rnnlib import notation
from rnnlib.analysis import kept, paths, truncation
from rnnlib.widgets import BPTTView
from rnnlib.widgets.shared.alone import alone, show_alone

OWN = {"U": "rnn.U", "W": "rnn.W", "b": "rnn.b", "V": "out.V"}


@pytest.fixture(scope="module")
def truth():
    model, batch = walk()
    return paths(model, batch), model.loss_and_grads(batch)[1]


@pytest.fixture(scope="module")
def page(open_page):
    page = open_page(width=1280, height=1100)
    show_alone(page, BPTTView(*walk()))
    return page


@pytest.mark.parametrize("parameter", OWN)
@pytest.mark.parametrize(
    ("source", "k", "kind"),
    [(-1, T, "windows"), (7, T, "reach"), (-1, 3, "windows"), (8, 4, "reach")],
)
def test_the_parts_and_their_sum_are_those_of_rnnlib(view, truth, parameter, source, k, kind):
    found, grads = truth
    pairs, mask = found.grads[OWN[parameter]], mask_of(source, k, kind)
    put(view.page, parameter=parameter, source=source, k=k, kind=kind, t=2)
    parts = [pairs[mask[:, s], s].sum(axis=0) for s in range(T)]
    tiles = view.locator(".parts .tile")
    assert tiles.nth(1).inner_text() == ""
    for s in range(2, T):
        assert close(tiles.nth(s).inner_text(), np.linalg.norm(parts[s]))
    sofar, whole = np.sum(parts[2:], axis=0), found.total(OWN[parameter], mask_of(source, T, kind))
    shown = view.locator(".sum .number").all_inner_texts()
    assert close(shown[0], np.linalg.norm(sofar)) and close(shown[1], np.linalg.norm(whole))
    put(view.page, t=0)
    if source < 0 and k == T:
        shown = view.locator(".sum .number").all_inner_texts()
        assert all(close(text, np.linalg.norm(grads[OWN[parameter]])) for text in shown)


def test_what_flows_is_what_python_computed(view, truth):
    found, _ = truth
    for source, k, kind in (
        (-1, T, "windows"),
        (-1, 4, "reach"),
        (9, T, "windows"),
        (9, 3, "reach"),
    ):
        put(view.page, source=source, k=k, kind=kind, t=0)
        mask = mask_of(source, k, kind) & np.tri(T, k=-1, dtype=bool)
        flows = view.locator(".flow.carried").evaluate_all(
            "(all) => all.map((node) => [Number(node.dataset.t), Number(node.dataset.value)])"
        )
        assert [t for t, _ in flows] == list(range(T - 1))
        for s, value in flows:
            assert value == pytest.approx(arrives(found.dh, mask, s), rel=1e-5, abs=1e-12)


def test_the_sentence_has_the_numbers_of_one_path(view, truth):
    found, _ = truth
    put(view.page, source=8, t=5)
    said = view.locator(".said").inner_text()
    assert "∂L9/∂h6 has size" in said and "3 steps later" in said
    assert close(said.split("has size ")[1].split(",")[0], found.norms[8, 5])
    put(view.page, t=9)
    assert "no path leads here" in view.locator(".said").inner_text()
    put(view.page, t=2, k=3, kind="reach")
    said = view.locator(".said").inner_text()
    assert "cut" in said
    assert close(said.split("would have size ")[1].split(". ")[0], found.norms[8, 2])


def test_truncation_is_measured_as_in_python(view, truth):
    found, _ = truth
    for kind in ("windows", "reach"):
        measured = truncation(found, kind)
        view.locator(f"[data-kind={kind}]").click()
        for k in (1, 4, T - 1):
            view.locator("input[name=k]").fill(str(k))
            drawn(view.page)
            text = view.locator(".measured").inner_text()
            assert f"cosine with the full gradient {measured.cosine[k - 1]:.3f}" in text
            assert f"k = {k}, all losses, U, W and b: cosine" in text
            assert f"length {measured.ratio[k - 1]:.2f} of it" in text
            assert f"{measured.steps[k - 1]} steps back" in text
            cut = view.locator(".pair.cut").count()
            assert cut == T * (T + 1) // 2 - kept(T, k, kind).sum()


def test_keys_walk_and_choose_the_loss(view):
    press(view, "ArrowLeft", "ArrowLeft")
    assert place(view) == T - 3
    press(view, "ArrowRight", "Home")
    assert place(view) == 0
    press(view, "End", "ArrowDown", "ArrowDown")
    assert get(view.page, "source") == 1
    press(view, "ArrowUp", "ArrowUp", "ArrowUp")
    assert get(view.page, "source") == -1
    press(view, "b")
    assert get(view.page, "direction") == "backward"
    view.locator("input[name=k]").focus()
    view.page.keyboard.press("ArrowLeft")
    drawn(view.page)
    assert get(view.page, "k") == T - 1
    assert place(view) == T - 1


def test_space_plays_backward_in_time_to_the_first_step(view):
    put(view.page, speed=60.0)
    press(view, " ")
    view.page.wait_for_function("() => !model.get('playing')", timeout=60_000)
    drawn(view.page)
    assert place(view) == 0


def test_a_click_chooses_a_pair_a_loss_a_step_and_a_parameter(view):
    view.locator(".pair[data-t='6'][data-s='3']").click()
    drawn(view.page)
    assert (get(view.page, "source"), get(view.page, "t")) == (6, 3)
    assert view.locator(".pair.path").count() == 4
    view.locator(".node.h[data-t='5']").click()
    assert get(view.page, "t") == 5
    view.locator(".node.L[data-t='8']").click()
    assert (get(view.page, "source"), get(view.page, "t")) == (8, 8)
    view.locator("select[name=source]").select_option("-1")
    assert get(view.page, "source") == -1
    view.locator("[data-parameter=W]").click()
    assert get(view.page, "parameter") == "W"
    drawn(view.page)
    assert view.locator("[data-parameter=W]").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("name", notation.NAMES)
def test_every_notation_has_its_letters(view, name):
    view.locator("select[name=notation]").select_option(name)
    drawn(view.page)
    plain = notation.symbol("U", name).replace("_", "")
    assert view.locator("[data-parameter=U]").inner_text() == plain
    assert view.locator(".parts .name").inner_text() == f"∂L/∂{plain}"
    assert view.locator(".flow.chosen text").first.text_content() == plain


@pytest.mark.parametrize("width", [400, 900, 1600])
def test_nothing_sticks_out_at_any_width(view, width):
    view.page.set_viewport_size({"width": width, "height": 1000})
    for name in notation.NAMES:
        put(view.page, notation=name, t=1)
        drawn(view.page)
        assert sticks_out(view) == []
        assert view.evaluate("(root) => root.scrollWidth <= root.clientWidth")


def test_steps_stand_under_each_other(view):
    put(view.page, t=4)
    for t in (0, 4, T - 1):
        circle = view.locator(f".node.h[data-t='{t}'] circle").evaluate(MIDDLE)
        tile = view.locator(f".parts .tile[data-t='{t}']").evaluate(MIDDLE)
        assert tile == pytest.approx(circle, abs=1.5)


def test_a_run_of_one_step_is_walked_too(open_page):
    page = open_page(width=1280)
    model, batch = walk(text="ab")
    show_alone(page, BPTTView(model, batch))
    view = page.locator(".rnn-bptt")
    press(view, "End", "ArrowLeft", "ArrowRight", "Home")
    assert view.locator(".place").inner_text() == "step 1 of 1"
    page.watch.check()


def test_dark_pages_and_clean_up(open_page):
    page = open_page(width=700, height=900, color_scheme="dark")
    html = alone(BPTTView(*walk(), t=3)).replace(
        "<style>", "<style>:root { color-scheme: dark }", 1
    )
    page.set_content(html)
    page.wait_for_function("() => window.ready")
    drawn(page)
    assert page.locator(".rnn-bptt").get_attribute("data-theme") == "dark"
    page.evaluate("() => { close_view(); stop(); }")
    assert page.evaluate("() => listeners()") == 0
    assert page.locator(".rnn-bptt").count() == 0
    page.watch.check()
