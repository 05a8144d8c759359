"""CaptionView without a kernel: pictures, words, maps, and the numbers that are written."""

import re

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

from rnnlib.widgets.caption_view.example import example
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def shown(page):
    show_alone(page, example())
    yield page.locator(".rnn-caption")
    page.watch.check()


def at(page, name):
    return page.evaluate(f"() => model.get('{name}')")


def check(shown):
    """What is written and drawn is what was given."""
    page, view = shown.page, example()
    drawn(page)
    k, t = at(page, "picture"), at(page, "t")
    own = view.found[k]
    said = shown.locator(".said").inner_text()
    row, column, alpha = re.search(r"row (\d), column (\d), α = (\d\.\d+)", said).groups()
    place = np.unravel_index(own.alpha[t].argmax(), (6, 6))
    assert (int(row) - 1, int(column) - 1) == place
    assert float(alpha) == pytest.approx(own.alpha[t].max(), abs=0.006)
    assert f"Word {t + 1} of {len(own.words)}" in said
    words = shown.locator(".caption .word b").all_inner_texts()
    assert words == own.words
    numbers = shown.locator(".caption .word .number").all_inner_texts()
    np.testing.assert_allclose([float(n) for n in numbers], own.p, atol=0.006)
    others = shown.locator(".others-list li").all_inner_texts()
    assert [line.split() for line in others] == [[w, f"{p:.2f}"] for w, p in own.others[t]]
    dark = shown.locator(".cell").evaluate_all(
        "(all) => all.map((one) => Number(one.style.getPropertyValue('--dark')))"
    )
    np.testing.assert_allclose(
        dark, 0.7 * (1 - own.alpha[t] / own.alpha[t].max()).ravel(), atol=2e-3
    )
    pixels = shown.locator(".look canvas").evaluate(
        "(c) => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]"
    )
    drawn_ = np.array(pixels).reshape(24, 24, 4)[:, :, :3]
    np.testing.assert_allclose(drawn_ / 255, own.picture, atol=0.003)


def test_keys_choose_words_and_pictures(shown):
    check(shown)
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "End", "ArrowDown", "End"):
        shown.press(key)
        check(shown)
    assert (at(shown.page, "picture"), at(shown.page, "t")) == (2, 9)
    truth = example().found[2].true[0]
    said = shown.locator(".said").inner_text()
    assert f"The caption is false: the picture shows “{truth}”." in said
    shown.press("ArrowUp")
    shown.press("End")
    drawn(shown.page)
    assert at(shown.page, "t") == 4  # a shorter one
    assert "The caption is true." in shown.locator(".said").inner_text()
    assert shown.locator(".place").inner_text() == "word 5 of 5"


def test_a_click_chooses_and_the_mouse_shows_without_choosing(shown):
    shown.locator(".thumbnail").nth(1).click()
    shown.locator(".word").nth(2).click()
    check(shown)
    assert (at(shown.page, "picture"), at(shown.page, "t")) == (1, 2)
    shown.locator(".word").nth(0).hover()
    drawn(shown.page)
    assert "Word 1 of 5" in shown.locator(".said").inner_text() and at(shown.page, "t") == 2
    shown.locator(".cell").nth(7).hover()
    drawn(shown.page)
    alpha = example().found[1].alpha[2, 1, 1]
    assert f"At row 2, column 2, α = {alpha:.2f}" in shown.locator(".said").inner_text()
    shown.page.mouse.move(0, 0)
    check(shown)


def test_it_plays_to_the_end_of_the_caption(shown):
    shown.press("ArrowDown")
    shown.page.evaluate("() => model.set('speed', 60)")
    shown.press(" ")
    shown.page.wait_for_function("() => !model.get('playing')")
    assert at(shown.page, "t") == 4
    check(shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out(shown, scheme):
    for width in widths(shown.page, scheme):
        for _ in range(3):
            drawn(shown.page)
            drawn(shown.page)
            assert faults(shown) == [], width
            shown.press("ArrowDown")
        shown.press("ArrowUp")
        shown.press("ArrowUp")
