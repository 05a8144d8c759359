"""What MemoryView paints: the pixels of its pictures are the numbers of the run."""

import numpy as np
import pytest
from browser.audit import untidy
from browser.pages import drawn, faults, press

from rnnlib.widgets.memory_view.example import example
from rnnlib.widgets.shared.alone import show_alone

VIEW = example()
PIXELS = """(canvas) => {
  const { width, height } = canvas;
  return [width, height, ...canvas.getContext("2d").getImageData(0, 0, width, height).data];
}"""


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


def shown_in(page, **given):
    show_alone(page, example(**given))
    drawn(page)
    return page.locator(".rnn-memory")


def pixels(shown, selector):
    """(height, width, 4) from 0 to 255."""
    width, height, *data = shown.locator(f"canvas{selector}").evaluate(PIXELS)
    return np.array(data).reshape(height, width, 4)


def cells(shown, selector, rows, columns):
    """How far the middle of each cell is from the white of the page, 0 … 1 or a little more."""
    image = pixels(shown, selector)
    y = ((np.arange(rows) + 0.5) * image.shape[0] / rows).astype(int)
    x = ((np.arange(columns) + 0.5) * image.shape[1] / columns).astype(int)
    return np.linalg.norm(255 - image[np.ix_(y, x)][..., :3], axis=2) / 255


def test_heads_over_time_are_their_weightings(page):
    shown = shown_in(page)
    for head, name in enumerate(("read", "write")):
        ink = cells(shown, f".map[data-name={name}]", 12, 13)
        w = VIEW.arrays["w"][1:, head].T
        np.testing.assert_allclose(ink / ink.max(), w / w.max(), atol=0.02)


def test_bars_are_as_long_as_their_weights(page):
    for t, head in ((3, 0), (4, 1), (8, 0)):
        shown = shown_in(page, t=t, head=head)
        for name, values in (("w_g", VIEW.arrays["w_g"][t]), ("w", VIEW.arrays["w"][t + 1])):
            image = pixels(shown, f"[data-name={name}]")
            rows = ((np.arange(12) + 0.5) * image.shape[0] / 12).astype(int)
            long = (image[rows, :, 3] > 127).sum(1) / image.shape[1]
            assert values[head].max() > 0.1, "full width is 1"
            np.testing.assert_allclose(long, values[head], atol=0.02)


def test_the_memory_shows_what_was_erased_and_added(page):
    t, a = 4, VIEW.arrays
    shown = shown_in(page, t=t, place=0)
    most = np.abs(a["M"]).max()
    shades = {
        "M⁻": a["M"][t],
        "erased": a["erased"][t],
        "added": a["added"][t],
        "M": a["M"][t + 1],
    }
    for name, values in shades.items():
        ink = cells(shown, f".map[data-name='{name}']", 12, 5)
        positive = values > 0.02 * most
        assert positive.any() or name == "erased", name
        if positive.any():
            strong = values[positive].max()
            np.testing.assert_allclose(
                ink[positive] / ink[positive].max(), values[positive] / strong, atol=0.03
            )
        assert (ink[np.abs(values) < 0.002 * most] < 0.02).all(), name


def depth(name):
    """How far the pure hue of a quantity is from white."""
    hue = VIEW._palette[name]
    return np.linalg.norm([255 - int(hue[k : k + 2], 16) for k in (1, 3, 5)]) / 255


def shade(values, scale):
    """How dark gradients are: a log scale of four decades."""
    with np.errstate(divide="ignore"):
        return np.clip(1 + np.log10(np.abs(values) / scale) / 4, 0, 1)


@pytest.mark.parametrize("head", [0, 1])
def test_vectors_above_the_memory_are_those_of_the_step(page, head):
    t, a = 8, VIEW.arrays
    shown = shown_in(page, t=t, head=head)
    for name in "kear":
        own = a[name][t, head if name == "k" else 0]
        ink = cells(shown, f".vector[data-vector={name}]", 1, 5)[0]
        share, positive = own / np.abs(a[name]).max(), own > 0
        np.testing.assert_allclose(ink[positive], share[positive] * depth(name), atol=0.02)
        assert positive.any() or (own < 0).all(), name


def test_gradients_of_the_memory_have_a_log_scale_of_the_whole_run(page):
    t, name = 8, "∂L/∂M"
    shown = shown_in(page, t=t, place=0, direction="backward")
    dM = VIEW.arrays[name]
    for drawn_, values in ((name, dM[t + 1]), ("∂L/∂M⁻", dM[t])):
        ink = cells(shown, f".map[data-name='{drawn_}']", 12, 5)
        share, positive = shade(values, np.abs(dM).max()), values > 0
        assert positive.any()
        np.testing.assert_allclose(ink[positive], share[positive] * depth("M"), atol=0.02)


def test_gradients_of_both_signs_stand_on_both_sides(page):
    shown = shown_in(page, t=8, direction="backward")
    image = pixels(shown, "[data-name='∂L/∂w_g']")
    values = VIEW.arrays["∂L/∂w_g"][8, 0]
    rows, half = ((np.arange(12) + 0.5) * image.shape[0] / 12).astype(int), image.shape[1] / 2
    inked = image[rows, :, 3] > 127
    left, right = inked[:, : int(half)].sum(1), inked[:, int(half) + 1 :].sum(1)
    np.testing.assert_allclose(
        (right - left) / half, values / np.abs(values).max(), atol=2.5 / half
    )


def test_of_many_places_those_near_the_peak_are_shown_or_all(page):
    shown = shown_in(page, length=4, N=128, t=3)
    page.set_viewport_size({"width": 400, "height": 1000})
    drawn(page)
    drawn(page)

    def places():
        return [int(text) for text in shown.locator(".address .axis span").all_inner_texts()]

    near = places()
    assert near and len({k % 128 for k in range(-6, 18)} - set(near)) < 24
    assert set(near) <= {k % 128 for k in range(-6, 18)}
    current = shown.locator(".address .axis .current").inner_text()
    assert int(current) == int(shown.locator("input[name=place]").input_value())
    assert pixels(shown, ".map[data-name=read]").shape[0] >= 128, "a pixel for every place"
    press(shown, "z")
    assert max(places()) > 100 and places()[0] == 0
    image = pixels(shown, "[data-name=w]")
    assert image.shape[0] >= 128
    assert untidy(shown) == []
    page.set_viewport_size({"width": 1100, "height": 1000})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("length", [6, 20])
def test_nothing_sticks_out(page, scheme, length):
    page.emulate_media(color_scheme=scheme)
    shown = shown_in(page, length=length, N=12 if length == 6 else 128, t=5)
    page.add_style_tag(content=":root { color-scheme: light dark }")
    for width in (400, 900, 1600, 2000):
        page.set_viewport_size({"width": width, "height": 1000})
        drawn(page)
        drawn(page)
        for _ in range(2):  # forward, backward
            assert faults(shown) == [], width
            assert untidy(shown) == [], width
            press(shown, "b", "ArrowDown")
    assert shown.get_attribute("data-theme") == scheme
    page.set_viewport_size({"width": 1100, "height": 1000})
    page.emulate_media(color_scheme="light")
    page.watch.check()
