"""AttentionView without a kernel: keys, clicks, and the numbers that are written."""

import re

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

from rnnlib.widgets.attention_view.example import example
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def shown(page):
    show_alone(page, example())
    yield page.locator(".rnn-attention")
    page.watch.check()


def value(text):
    return float(text.replace("−", "-").replace("∞", "inf"))


def at(page, name):
    return page.evaluate(f"() => model.get('{name}')")


def check(shown):
    """What is written is what was given."""
    page, own = shown.page, example()
    drawn(page)
    t, j, unit = (at(page, name) for name in ("t", "j", "unit"))
    arrays, said = own.arrays, shown.locator(".said").inner_text()
    if at(page, "direction") == "backward":
        through, along = re.search(r": ([\d.]+) came .*, ([\d.]+) through", said).groups()
        assert value(through) == pytest.approx(np.linalg.norm(arrays["attention"][t]), rel=0.05)
        assert value(along) == pytest.approx(np.linalg.norm(arrays["state"][t]), rel=0.05)
    else:
        alpha, score = re.search(r"α = ([\d.]+), from the score e = (−?[\d.]+)\.", said).groups()
        assert value(alpha) == pytest.approx(arrays["alpha"][t, j], abs=0.006)
        assert value(score) == pytest.approx(arrays["scores"][t, j], abs=0.006)
        total = value(shown.locator("[data-name=context]").inner_text())
        assert total == pytest.approx(own.context()[t, unit], abs=0.006)
        terms = shown.locator(".sum li:visible .number:last-child").all_inner_texts()
        assert sum(map(value, terms[:-1])) == pytest.approx(total, abs=0.04)


def test_keys_move_both_cursors_and_turn_to_the_gradients(shown):
    check(shown)
    for keys in (("ArrowRight", "ArrowDown", "ArrowDown"), ("Shift+ArrowDown",), ("End",), ("b",)):
        for key in keys:
            shown.press(key)
        check(shown)
    state = [at(shown.page, name) for name in ("t", "j", "unit", "direction")]
    assert state == [6, 2, 1, "backward"]
    assert not shown.locator(".sum").is_visible()


def test_a_click_chooses_both_and_the_mouse_shows_without_choosing(shown):
    cell = shown.locator(".cell[data-t='4'][data-j='7']")
    cell.hover()
    drawn(shown.page)
    assert "Output 5" in shown.locator(".said").inner_text()
    assert (at(shown.page, "t"), at(shown.page, "j")) == (0, 0)
    cell.click()
    assert (at(shown.page, "t"), at(shown.page, "j")) == (4, 7)
    shown.locator(".source .token").nth(2).click()
    assert (at(shown.page, "t"), at(shown.page, "j")) == (4, 2)
    shown.page.mouse.move(0, 0)
    check(shown)


def test_what_is_not_yet_written_shows_no_weights(shown):
    shown.press("ArrowRight")
    drawn(shown.page)
    parts = shown.locator(".matrix .row").evaluate_all(
        "(rows) => rows.map((row) => Math.max(...[...row.querySelectorAll('.cell')]"
        ".map((cell) => Number(getComputedStyle(cell).getPropertyValue('--part')))))"
    )
    assert all(parts[:2]) and not any(parts[2:])
    widths = shown.locator(".link").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('d') ? parseFloat(one.style.strokeWidth) : 0)"
    )
    assert int(np.argmax(widths)) == int(example().arrays["alpha"][1].argmax())


def test_the_gradients_of_an_output_are_shown_as_parts_of_its_largest(shown):
    arrays = example().arrays
    shown.press("b")
    for t in range(3):
        drawn(shown.page)
        heights = shown.locator(".lane").evaluate_all(
            "(lanes) => lanes.map((lane) => [...lane.querySelectorAll('.bar i')]"
            ".map((bar) => parseFloat(bar.style.height)))"
        )
        roads = np.array([arrays[name][t] for name in ("attention", "state")])
        np.testing.assert_allclose(heights, 100 * roads / roads.max(), atol=0.06)
        shown.press("ArrowRight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out(shown, scheme):
    for width in widths(shown.page, scheme):
        for _ in range(2):  # forward, backward
            assert faults(shown) == [], width
            shown.press("b")
            drawn(shown.page)
