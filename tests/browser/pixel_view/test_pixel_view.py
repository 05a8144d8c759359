"""PixelView without a kernel: keys, pointer, and what is seen of the numbers."""

import re

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

from rnnlib.widgets.pixel_view.example import example
from rnnlib.widgets.shared.alone import show_alone

R, C, N = 5, 6, 30


@pytest.fixture(scope="module")
def own():
    return example()


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def shown(page, own):
    show_alone(page, own)
    yield page.locator(".rnn-pixels")
    page.watch.check()


def at(page, name):
    return page.evaluate(f"() => model.get('{name}')")


def cells(shown, kind, k):
    """(class, part of darkness) of all pixels of the k-th map of a kind."""
    found = shown.locator(f".{kind} .map").nth(k).locator("i")
    return found.evaluate_all("(all) => all.map((i) => [i.className, parseInt(i.dataset.part)])")


def check(shown, own):
    """What is seen is what Python has computed."""
    drawn(shown.page)
    t, p, m, c = (at(shown.page, name) for name in ("t", "picture", "network", "case"))
    told = own.found[p][m][c]
    given, x = [*own.erasures.values()][c].ravel(), own.pictures[p].ravel()
    for i in range(4):
        for k, (kind, dark) in enumerate(cells(shown, "copy", i)):
            kinds = kind.split()
            assert ("told" in kinds) == (not given[k] and k <= t)
            assert ("gone" in kinds) == (not given[k] and k > t)
            assert dark == (0 if "gone" in kinds else 100 * told.drawn[i][k])
        for k, (_, dark) in enumerate(cells(shown, "expected", i)):
            assert dark == (told.expected[i][k] if k <= t else 0)
    for k, (kind, dark) in enumerate(cells(shown, "rest", 0)):
        assert ("gone" in kind.split()) == (not given[k])
        assert dark == (100 * x[k] if given[k] else 0)
    for n in range(3):
        shades = own.lit[p][n][0][t].astype(int)
        found = cells(shown, "field", n)
        np.testing.assert_allclose([d for _, d in found], 100 * shades / 255, atol=0.51)
        blind = ["blind" in kind.split() for kind, _ in found]
        np.testing.assert_array_equal(blind, (np.arange(N) < t) & (shades == 0))
        many = shown.locator(".field .foot").nth(n).inner_text()
        assert many == f"{np.count_nonzero(shades)} of {t}"
    said = shown.locator(".said").inner_text()
    assert f"Pixel {t + 1} of {N}" in said
    numbers = {int(v) for v in re.findall(r"(\d+) %", said)}
    assert numbers == {int(told.expected[i][t]) for i in range(4)}


def test_keys_go_from_pixel_to_pixel_and_from_row_to_row(shown, own):
    check(shown, own)
    start = at(shown.page, "t")
    for key, by in (("ArrowRight", 1), ("ArrowDown", C), ("ArrowUp", -C), ("ArrowLeft", -1)):
        shown.press(key)
        drawn(shown.page)
        start += by
        assert at(shown.page, "t") == start
    shown.press("End")
    check(shown, own)
    shown.press("ArrowDown")
    assert at(shown.page, "t") == N - 1


def test_picture_network_and_erasure_are_chosen(shown, own):
    for name, value in (("picture", "1"), ("network", "2"), ("case", "3"), ("network", "1")):
        shown.locator(f"select[name={name}]").select_option(value)
        shown.locator("[data-act=forth]").click()
        check(shown, own)
    shown.locator("select[name=case]").select_option("1")
    assert at(shown.page, "t") == 3  # the first pixel of the right half


def test_the_pointer_lights_up_what_a_pixel_depends_on(shown, own):
    shown.locator(".copy .map").nth(2).locator("i").nth(9).hover()
    drawn(shown.page)
    assert at(shown.page, "t") == 12
    shades = own.lit[0][0][0][9].astype(int)
    got = [d for _, d in cells(shown, "field", 0)]
    np.testing.assert_allclose(got, 100 * shades / 255, atol=0.51)
    assert "row 2, column 4" in shown.locator(".said").inner_text()
    shown.locator(".copy .map").nth(2).locator("i").nth(9).click()
    assert at(shown.page, "t") == 9
    shown.page.mouse.move(1, 1)
    check(shown, own)


def test_the_pointer_erases_and_brings_back(shown, own):
    pixel = shown.locator(".rest .map i")
    pixel.nth(1).hover()
    shown.page.mouse.down()
    for k in (2, 3, 9):
        pixel.nth(k).hover(force=True)
    drawn(shown.page)
    gone = {k for k, (kind, _) in enumerate(cells(shown, "rest", 0)) if "gone" in kind}
    assert gone == {1, 2, 3, 9, *range(12, 30)}
    shown.page.mouse.up()
    erased = at(shown.page, "erased")
    assert {k for k, sign in enumerate(erased) if sign == "1"} == gone
    shown.page.evaluate("() => model.set('case', -1)")  # as Python would
    drawn(shown.page)
    assert "Python completes" in shown.locator(".said").inner_text()
    pixel.nth(20).click()
    assert at(shown.page, "erased")[20] == "0"
    view = example()
    view.erased = at(shown.page, "erased")
    shown.page.evaluate("(mine) => model.set('_mine', mine)", view._mine)
    shown.press("End")
    drawn(shown.page)
    assert [d for _, d in cells(shown, "copy", 1)] == (100 * view.told.drawn[1]).tolist()
    assert [d for _, d in cells(shown, "expected", 1)] == view.told.expected[1].tolist()


def test_the_keyboard_erases_too(shown):
    shown.press("ArrowUp")
    shown.press("e")
    drawn(shown.page)
    t = at(shown.page, "t")
    assert [k for k, sign in enumerate(at(shown.page, "erased")) if sign == "1"][0] == t == 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_or_overlaps(shown, scheme):
    for width in widths(shown.page, scheme):
        assert faults(shown) == [], width
        boxes = shown.locator(".map, .said, .note, .title, .foot").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect()).filter((b) => b.width)"
            ".map((b) => [b.left, b.top, b.right, b.bottom])"
        )
        for a, one in enumerate(boxes):
            assert one[2] <= width and one[0] >= 0
            for other in boxes[a + 1 :]:
                apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
                assert apart or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
