"""TrainingView without a kernel: cursor, knobs and draws; its bars are rnnlib's."""

from pathlib import Path

import numpy as np
import pytest
from browser.audit import untidy
from browser.pages import drawn, go, press

from rnnlib.decoding.sampling import reshaped
from rnnlib.widgets import training_view
from rnnlib.widgets.shared.alone import show_alone
from rnnlib.widgets.training_view.example import example

FOLDER = Path(training_view.__file__).parent


@pytest.fixture(scope="module")
def widget():
    return example()


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def view(page, widget):
    show_alone(page, widget)
    yield page.locator(".rnn-training")
    page.watch.check()


def set_to(view, name, value):
    view.locator(f"input[name={name}]").fill(str(value))
    drawn(view.page)


def text(view):
    return view.locator(".written .text").inner_text()


def bars(view):
    """{name: what is written}, the last row left out."""
    rows = view.locator(".bars .row").evaluate_all(
        "rows => rows.map(row => [row.children[0].textContent, row.children[2].textContent])"
    )
    return dict(rows[:-1])


@pytest.mark.parametrize(
    "settings",
    [{}, {"temperature": 0.5}, {"top_k": 3}, {"top_p": 0.6}]
    + [{"temperature": 1.5, "top_k": 5, "top_p": 0.8}, {"temperature": 0.1}],
)
def test_the_bars_are_those_of_rnnlib(view, widget, settings):
    for name, value in settings.items():
        set_to(view, name, value)
    for moment in (0, 3, 8):
        go(view, moment)
        p = widget.album.chances[moment].astype(float)
        q = reshaped(np.log(p), **settings)
        order = np.argsort(-p, kind="stable")[:10]
        names = widget._plan["alphabet"]
        right = {names[v]: f"{q[v]:.2f}" if q[v] else "–" for v in order}
        assert bars(view) == right


def test_its_engine_agrees_in_every_digit(view, widget):
    """The page's own `reshaped`, on numbers of every kind, within 1e-12."""
    source = (FOLDER / "reshape.js").read_text("utf-8").replace("export ", "")
    call = f"([p, settings]) => {{ {source}; return reshaped(p, settings); }}"
    rng = np.random.default_rng(0)
    for _ in range(20):
        p = rng.dirichlet(np.full(12, 0.3))
        settings = {
            "temperature": float(rng.uniform(0.1, 2)),
            "top_k": int(rng.integers(1, 13)),
            "top_p": float(rng.uniform(0.05, 1)),
        }
        got = view.page.evaluate(call, [p.tolist(), settings])
        np.testing.assert_allclose(got, reshaped(np.log(p), **settings), rtol=0, atol=1e-12)


def test_the_text_is_that_of_the_moment_and_the_draw(view, widget):
    for moment in (8, 4, 0):
        go(view, moment)
        assert view.locator(".place").inner_text().split()[1] == str(widget._plan["steps"][moment])
        for draw in (0, 1, 0):
            assert text(view) == widget._samples[moment][1][draw].rstrip("\n") or (
                view.locator(".written .text").text_content() == widget._samples[moment][1][draw]
            )
            view.locator("[data-act=draw]").click()
            drawn(view.page)
        view.locator("[data-act=draw]").click()  # there are two: the first again


def test_what_was_not_drawn_is_said(view, widget):
    set_to(view, "temperature", 0.5)
    assert view.locator(".written .text").text_content() == widget._samples[8][0][0]
    assert view.locator(".source").inner_text() == ""
    set_to(view, "top_p", 0.5)
    view.locator(".source").filter(has_text="drawn at temperature 0.5, from all").wait_for()
    view.locator("[data-act=reset]").click()
    drawn(view.page)
    assert view.locator(".source").inner_text() == ""


def test_keys(view, widget):
    view.focus()
    press(view, "Home")
    assert "After 0 updates" in view.locator(".said").inner_text()
    press(view, "ArrowRight", "ArrowRight", "ArrowLeft")
    one = widget._plan["steps"][1]
    assert f"After {one} update" in view.locator(".said").inner_text()
    press(view, "End", "ArrowRight")
    view.locator(".said").filter(has_text="After 60 updates").wait_for()
    press(view, "t")  # nothing can be trained without Python
    before = view.locator(".written .text").text_content()
    press(view, "r")
    assert view.locator(".written .text").text_content() != before
    press(view, "Home", " ")
    view.page.wait_for_function("() => model.get('t') === 8 && !model.get('playing')")


def test_the_curve_can_be_pressed(view, widget):
    box = view.locator(".chart").bounding_box()
    view.page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    drawn(view.page)
    t = view.page.evaluate("() => model.get('t')")
    assert abs(widget._plan["steps"][t] - 60 * 0.27) < 8


def test_there_is_no_button_that_does_nothing(view):
    assert view.locator("[data-act=learn], [data-act=again]").count() == 0


@pytest.mark.parametrize("width", [400, 760, 1600])
def test_it_is_tidy(view, width):
    view.page.set_viewport_size({"width": width, "height": 1000})
    set_to(view, "top_p", 0.6)
    go(view, 5)
    assert untidy(view) == []
