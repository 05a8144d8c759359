"""SequenceShapes without a kernel: shapes by keys and buttons, its numbers, its morphing."""

import pytest
from browser.pages import drawn, faults

from rnnlib.widgets import SequenceShapes
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def tour():
    return SequenceShapes.tour()


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1600)


@pytest.fixture
def view(page, tour):
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.emulate_media(reduced_motion="no-preference")
    show_alone(page, tour)
    yield page.locator(".rnn-shapes")
    page.watch.check()


def still(view):
    """Wait until the drawing has come to rest."""
    drawn(view.page)
    view.page.wait_for_function(
        "() => document.querySelector('.rnn-shapes').dataset.moving === 'false'"
    )


def seen(view, part):
    """The texts of a kind that can be seen."""
    return view.locator(f"svg .{part}").evaluate_all(
        "(all) => all.filter((n) => getComputedStyle(n).visibility === 'visible')"
        ".map((n) => n.textContent).filter(Boolean)"
    )


@pytest.mark.parametrize("how", ["keys", "buttons", "arrows"])
def test_each_shape_shows_its_own_columns(view, tour, how):
    if how != "keys":  # the way there is looked at once
        view.page.emulate_media(reduced_motion="reduce")
    for k, shown in enumerate(tour.shown):
        if how == "keys":
            view.press(str(k + 1))
        elif how == "buttons":
            view.locator(f"[data-shape='{k}']").click()
        elif k:
            view.press("ArrowDown")
        still(view)
        N = len(shown.run.h)
        assert view.locator(".place").inner_text() == f"column 1 of {N}"
        assert view.locator(".way[aria-pressed=true][data-shape]").count() == 1
        losses = (shown.run.target >= 0).sum()
        if N <= 10:  # all columns fit
            assert len(seen(view, "strong")) == losses
        view.press("End")
        still(view)
        assert view.locator(".place").inner_text() == f"column {N} of {N}"
        said = view.locator(".said").inner_text().removesuffix(".").split(" = ")[-1]
        assert float(said.replace("−", "-")) == pytest.approx(shown.run.losses[-1], 0.06, 0.005)
        view.press("Home")


def test_backward_shows_the_sizes_of_the_run(view, tour):
    run = tour.shown[4].run
    for key in ("5", "b", "Home"):
        view.press(key)
    still(view)
    flows = [text for text in seen(view, "column .gradient")]
    assert len(flows) == len(run.h)  # the walk has come to the first column
    for text, size in zip(flows, run.flow, strict=True):
        assert float(text.replace("−", "-")) == pytest.approx(size, rel=0.06)
    said = view.locator(".said").inner_text()
    assert said.startswith("Step 1: no loss enters here. All of ∂L/∂h, ")
    view.press("End")
    still(view)
    assert len(seen(view, "column .gradient")) == 1
    assert "All of it enters here, from L" in view.locator(".said").inner_text()


def test_playing_ends_where_the_shape_ends(view, tour):
    view.page.evaluate("() => model.set('speed', 60)")
    for k, shown in ((3, "forward"), (1, "backward")):
        view.press(str(k + 1))
        view.page.evaluate("(way) => model.set('direction', way)", shown)
        view.press("Home" if shown == "forward" else "End")
        view.press(" ")
        view.page.wait_for_function("() => !model.get('playing')")
        end = len(tour.shown[k].run.h) - 1 if shown == "forward" else 0
        assert view.page.evaluate("() => model.get('t')") == end


def test_it_morphs_and_reset_brings_the_start_back(view):
    view.press("2")
    still(view)
    halfway = view.evaluate(
        """async (root) => {
             const all = root.querySelectorAll(".one");
             const at = () => [...all].map((n) => n.getAttribute("transform"));
             const before = at();
             root.dispatchEvent(new KeyboardEvent("keydown", { key: "5", bubbles: true }));
             for (let k = 0; k < 4; k++) await new Promise(requestAnimationFrame);
             return [before, at(), root.dataset.moving];
           }"""
    )
    still(view)
    after = view.locator(".one").evaluate_all(
        "(all) => all.map((n) => n.getAttribute('transform'))"
    )
    assert halfway[2] == "true"
    assert halfway[0][1] != halfway[1][1] != after[1]
    view.locator("[data-act=reset]").click()
    still(view)
    assert view.locator(".place").inner_text() == "column 1 of 1"


def test_with_reduced_motion_it_is_there_at_once(view):
    view.page.emulate_media(reduced_motion="reduce")
    view.press("5")
    drawn(view.page)
    assert view.get_attribute("data-moving") == "false"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out(view, scheme):
    view.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for width in (400, 900, 1600):
        view.page.set_viewport_size({"width": width, "height": 1000})
        for keys in ("1", "2 End", "3 End b", "b 4 End", "5 b Home b"):
            for key in keys.split():
                view.press(key)
            still(view)
            assert faults(view) == [], (width, keys)
