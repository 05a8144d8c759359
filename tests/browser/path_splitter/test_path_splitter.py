"""PathSplitter without a kernel: gates by mouse and keys; its engine is rnnlib's to 1e-6."""

import json

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

from rnnlib import LSTMCell, Recurrent
from rnnlib.widgets import PathSplitter
from rnnlib.widgets.path_splitter.widget import HERE
from rnnlib.widgets.shared.alone import show_alone
from rnnlib.widgets.shared.modules import script

NAMES = ("total", "carry", "rest")


def tape_of(T=20, H=5):
    rng = np.random.default_rng(1)
    layer = Recurrent(LSTMCell(2, H, rng=rng))
    layer.params["b"] += rng.normal(size=4 * H)
    state = tuple(rng.normal(size=(1, H)) for _ in "hc")
    return layer.forward(rng.normal(size=(T, 1, 2)), state)[1]


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def paths(page):
    show_alone(page, PathSplitter(tape_of()))
    yield page.locator(".rnn-paths")
    page.watch.check()


def size(text):
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    digits, _, power = text.translate(raised).partition(" · 10")
    return float(digits) * 10.0 ** int(power or 0)


def check(paths, **traits):
    """What is written at the cursor is what rnnlib computes."""
    drawn(paths.page)
    own = PathSplitter(tape_of(), **traits)
    roads = own.split()
    for name in NAMES:
        shown = size(paths.locator(f".log-legend [data-name={name}]").inner_text())
        true = np.linalg.norm(getattr(roads, name)[own.t])
        assert shown == pytest.approx(true, rel=0.06, abs=1e-12), name


def test_the_engine_computes_what_rnnlib_computes(paths):
    rng = np.random.default_rng(0)
    for strength in (0.0, 0.7, 1.5):
        forget = [None if rng.random() < 0.5 else float(rng.random()) for _ in range(20)]
        own = PathSplitter(tape_of(), rng.normal(size=5), forget=forget, strength=strength)
        run = f"splitPaths({json.dumps(own._network)}, {json.dumps(forget)}, {strength})"
        made = paths.page.evaluate(f"() => {{ {script(HERE, 'path_engine')}; return {run}; }}")
        roads = own.split()
        for name in (*NAMES, "f"):
            np.testing.assert_allclose(made[name], getattr(roads, name)[:, 0], atol=1e-12)


def test_presets_and_the_strength_of_the_weights(paths):
    check(paths, t=19)
    paths.locator(".scrub").fill("4")
    check(paths, t=4)
    presets = dict(PathSplitter(tape_of())._presets)
    for name, forget in presets.items():
        paths.locator(".way", has_text=name).first.click()
        check(paths, t=4, forget=forget)
        assert paths.locator(".way[aria-pressed=true]").all_inner_texts() == [name]
    paths.locator("input[name=strength]").fill("0.3")
    check(paths, t=4, forget=presets["one closed"], strength=0.3)
    said = paths.locator(".said").inner_text()
    assert paths.locator(".place").inner_text() == "step 5 of 20"
    assert said.startswith("Step 5, 15 steps before the loss: of the gradient of c, in all ")
    paths.locator("[data-act=reset]").click()
    check(paths, t=19)


def test_the_ends_of_the_scale_stand_left_of_the_gates(paths):
    edges = """(lane) => [...lane.querySelectorAll(".end")].map((end) => [end.textContent,
      Math.min(...[...lane.querySelectorAll("rect")].map((r) => r.getBoundingClientRect().left))
      - end.getBoundingClientRect().right])"""
    for width in (1100, 400):
        paths.page.set_viewport_size({"width": width, "height": 1000})
        drawn(paths.page)
        (one, above), (zero, below) = paths.locator(".forget-lane").evaluate(edges)
        assert (one, zero) == ("1", "0")
        assert 0 < above < 12 and 0 < below < 12
    paths.page.set_viewport_size({"width": 1100, "height": 1000})


def test_gates_are_drawn_with_the_mouse(paths):
    box = paths.locator(".forget-lane svg").bounding_box()
    mouse = paths.page.mouse
    mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 3)
    mouse.down()
    mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 3, steps=4)
    mouse.up()
    drawn(paths.page)
    forget = paths.page.evaluate("() => model.get('forget')")
    set_ = [t for t, value in enumerate(forget) if value is not None]
    assert set_ == list(range(set_[0], set_[-1] + 1)) and 4 <= len(set_) <= 6
    assert all(forget[t] == 1 for t in set_)
    check(paths, t=set_[-1], forget=forget)
    assert paths.locator(".forget-lane .set").count() == len(set_)
    assert "Here f is 1.00, set by hand." in paths.locator(".said").inner_text()


def test_gates_are_set_by_keys(paths):
    paths.focus()
    for key in ("ArrowLeft", "ArrowLeft", "0", "ArrowUp", "ArrowUp", "Shift+ArrowDown"):
        paths.press(key)
    forget = [None] * 20
    forget[17] = 0.19
    assert paths.page.evaluate("() => model.get('forget')") == forget
    paths.press("Home")
    check(paths, t=0, forget=forget)
    paths.press("End")
    for key in ("ArrowLeft", "ArrowLeft", "Delete"):
        paths.press(key)
    check(paths, t=17)
    assert paths.locator(".forget-lane .set").count() == 0


def test_keys_that_come_within_one_frame_add_up(paths):
    forget = paths.evaluate(
        """(root) => {
             for (const key of ["ArrowLeft", "0", "ArrowUp", "ArrowUp", "ArrowUp"])
               root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
             return model.get("forget");
           }"""
    )
    assert forget[18] == 0.3


def test_playing_goes_back_in_time(paths):
    paths.page.evaluate("() => model.set('speed', 60)")
    paths.focus()
    paths.press(" ")
    paths.page.wait_for_function("() => model.get('t') === 0 && !model.get('playing')")
    check(paths, t=0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out(paths, scheme):
    for width in widths(paths.page, scheme):
        assert faults(paths) == [], width
        charts = paths.locator(".log-chart").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect().width)"
        )
        assert len(set(charts)) == 1
        assert paths.locator(".grid .middle").count() >= 2, width  # numbers under the steps


@pytest.mark.parametrize("T", [3, 20])
def test_the_first_and_the_last_gate_are_whole(page, T):
    for width, t in ((400, 0), (900, T - 1)):
        page.set_viewport_size({"width": width, "height": 1000})
        show_alone(page, PathSplitter(tape_of(T), t=t))
        lane = page.locator(".rnn-paths .forget-lane svg")
        drawn(page)
        frame = lane.bounding_box()
        bars = [bar.bounding_box() for bar in lane.locator("rect").all()]  # and the cursor
        assert len(bars) == T + 1
        assert min(bar["x"] for bar in bars) > frame["x"] + 30, "room for the ends of the axis"
        assert max(bar["x"] + bar["width"] for bar in bars) < frame["x"] + frame["width"]
    page.set_viewport_size({"width": 1100, "height": 1000})


def test_closing_leaves_nothing_behind(paths):
    paths.page.evaluate("() => { close_view(); stop() }")
    assert paths.page.evaluate("() => listeners()") == 0
