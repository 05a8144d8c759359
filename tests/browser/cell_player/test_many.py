"""A CellPlayer of many steps or units: the line of the whole run, and pixels that many share."""

import numpy as np
import pytest
from browser.pages import drawn, number
from widgets.runs import run

from rnnlib.notation import palette
from rnnlib.widgets import CellPlayer
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture
def page(open_page):
    page = open_page(width=1000)
    yield page
    page.watch.check()


def test_the_whole_run_is_drawn_as_tall_as_it_is_large(page):
    tape = run(T=2000, H=2, B=1, back=False)[0]
    tape.inside("c")[:] = 0
    tape.inside("c")[500:1000, 0] = 2
    tape.inside("c")[1000:1500, 0] = -1
    show_alone(page, CellPlayer(tape))
    drawn(page)
    canvas = page.locator(".overview canvas")

    def ink(x):
        return canvas.evaluate(
            """(canvas, x) => {
              const at = Math.floor(x * canvas.width);
              const { data } = canvas.getContext("2d").getImageData(at, 0, 1, canvas.height);
              return Array.from({ length: canvas.height }, (_, y) => data[4 * y + 3] > 0);
            }""",
            x,
        )

    height = len(ink(0.1))
    assert sum(ink(0.1)) == 1, "a line at zero"
    assert np.flatnonzero(ink(0.4)).tolist() == list(range(height // 2 + 1))
    down = np.flatnonzero(ink(0.6))
    assert down[0] == height // 2 and len(down) == pytest.approx(height / 4, abs=1)


def test_a_run_that_fits_is_shown_as_a_whole(page):
    show_alone(page, CellPlayer(run(T=120, H=64, B=1)[0], labels=["a"] * 120))
    drawn(page)
    assert page.locator(".overview").is_hidden()
    assert page.locator(".shown-steps").is_hidden()
    area = page.locator(".heatmaps .area").first.bounding_box()
    page.evaluate("() => model.set('t', 119)")
    drawn(page)
    cursor = page.locator(".heatmaps .cursor").bounding_box()
    assert cursor["x"] + cursor["width"] == pytest.approx(area["x"] + area["width"], abs=3)
    assert page.locator(".heatmaps .unit-mark").first.bounding_box()["height"] >= 3


def test_units_that_share_a_pixel_show_their_mean(page):
    H, T = 128, 30
    tape = run(T=T, H=H, B=1, back=False)[0]
    tape.inside("f")[:] = np.random.default_rng(0).random(H)[:, None]
    show_alone(page, CellPlayer(tape))
    drawn(page)
    column = page.locator("canvas[data-name=f]").evaluate(
        """(canvas) => {
          const { data } = canvas.getContext("2d").getImageData(9, 0, 1, canvas.height);
          return Array.from({ length: canvas.height }, (_, y) => [...data.slice(4 * y, 4 * y + 3)]);
        }"""
    )
    height = len(column)
    assert height < H
    ink = np.array([int(palette.COLOURS["f"][k : k + 2], 16) for k in (1, 3, 5)])
    own = 255 + (ink - 255) * np.asarray(tape["f"][0, 0])[:, None]
    pixel = np.arange(H) * height // H
    wanted = [own[pixel == y].mean(axis=0) for y in range(height)]
    np.testing.assert_allclose(column, wanted, atol=1)


def test_numbers_may_lie_anywhere_in_memory(page):
    tape = run()[0]
    show_alone(page, CellPlayer(tape))
    page.evaluate(
        """() => {
          const { buffer, byteOffset, byteLength } = model.get("_numbers");
          const bytes = new Uint8Array(byteLength + 1);
          bytes.set(new Uint8Array(buffer, byteOffset, byteLength), 1);
          model.set("_numbers", new DataView(bytes.buffer, 1));
          model.set("_run", { ...model.get("_run") });
          model.set("t", 7);
        }"""
    )
    drawn(page)
    shown = page.locator("svg [data-id=c] .number").text_content()
    assert number(shown) == pytest.approx(tape["c"][7, 0, 0], abs=0.0051)
