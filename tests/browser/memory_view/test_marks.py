"""MemoryView's marks stand where the numbers are, and its sentences have them."""

import re

import numpy as np
import pytest
from browser.pages import drawn, press
from widgets.memory_runs import number_of

from rnnlib.widgets.memory_view.example import example
from rnnlib.widgets.shared.alone import show_alone

T, I, M = 4, 5, 2  # step, place and number that are looked at
ORDER = "content", "gate", "shift", "sharpen", "erase", "add", "read"
SAID = {  # what the sentence of a stage has in numbers, in this order
    "content": ("C", "beta", "w_c"),
    "gate": ("g", "w⁻", "w_g"),
    "shift": ("s@BY", "w_s"),
    "sharpen": ("gamma", "w"),
    "erase": ("M⁻", "M_kept"),
    "add": ("added", "M"),
    "read": ("w@p", "r"),
}
BACK = {
    "read": ("∂L/∂r", "∂L/∂M"),
    "add": ("∂L/∂a",),
    "erase": ("∂L/∂e",),
    "sharpen": ("∂L/∂w", "∂L/∂w_s", "∂L/∂gamma"),
    "shift": ("∂L/∂w_g", "∂L/∂s@BY"),
    "gate": ("∂L/∂w_c", "∂L/∂w_before", "∂L/∂g"),
    "content": ("∂L/∂C", "∂L/∂beta"),
}
FIGURE = r"−?\d+(?:\.\d+)?(?:e[+−]\d+)?"


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


def shown_in(page, **given):
    show_alone(page, example(**{"t": T, "place": I, "unit": M} | given))
    drawn(page)
    return page.locator(".rnn-memory")


def box(locator):
    found = locator.bounding_box()
    return found["x"], found["y"], found["width"], found["height"]


def value(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_every_stage_is_told_with_its_numbers(page, way):
    shown, view = shown_in(page, head=1, direction=way), example()
    for stage, names in (SAID if way == "forward" else BACK).items():
        shown.locator(f".part-name[data-stage={stage}]").click()
        drawn(page)
        said = shown.locator(".said").inner_text()
        opening = f"Step {T + 1}, write head, place {I}."
        assert said.startswith(opening)
        told = [value(text) for text in re.findall(rf"(?<![\w(]){FIGURE}(?![\w)])", said)]
        told = [x for x in told[2:] if stage not in ("erase", "add", "read") or x != M]
        by = str(view.arrays["s"][T, 1].argmax() - 1)  # the largest shift
        true = [number_of(view, name.replace("BY", by), T, 1, I, M) for name in names]
        tolerance = {"atol": 0.006} if way == "forward" else {"rtol": 0.06}
        np.testing.assert_allclose(told[: len(true)], true, **tolerance, err_msg=said)
    assert "bits right" not in said


def test_the_heads_are_written_at_the_cursor_and_the_chosen_one_is_marked(page):
    view = example()
    for head, name in enumerate(("read", "write")):
        for way in ("forward", "backward"):
            shown = shown_in(page, head=head, direction=way)
            for k, other in enumerate(("read", "write")):
                said = shown.locator(f".time [data-of={other}]").inner_text()
                true = number_of(view, "w" if way == "forward" else "∂L/∂w", T, k, I, M)
                assert value(said) == pytest.approx(true, abs=0.006, rel=0.06)
        assert shown.locator(".row.chosen .head").inner_text() == name
        shown.locator(".scrub").fill("8")
        drawn(page)
        assert shown.locator("[data-of=target]").inner_text() == view._right[8].replace(" of ", "/")
        assert shown.locator("[data-of=y]").inner_text() == ""
        shown.locator(".scrub").fill(str(T))
        drawn(page)
        x, y, width, height = box(shown.locator(f".time canvas[data-name={name}]"))
        left, _, wide, _ = box(shown.locator(".time .cursor"))
        assert left + wide / 2 == pytest.approx(x + width * (T + 0.5) / 13, abs=1)
        _, top, _, tall = box(shown.locator(".row.chosen .unit-mark"))
        assert top + tall / 2 == pytest.approx(y + height * (I + 0.5) / 12, abs=1)
        assert shown.locator(".unit-mark:visible").count() == 1


def test_the_place_is_one_line_through_all_columns(page):
    shown = shown_in(page)
    lines = [box(line) for line in shown.locator(".line-mark").all()]
    assert len(lines) == 10
    for band in ("address", "memory"):
        label = shown.locator(f".{band} .axis .current")
        assert label.inner_text() == str(I)
        _, y, _, height = box(label)
        _, top, _, tall = box(shown.locator(f".{band} .line-mark").first)
        assert y + height / 2 == pytest.approx(top + tall / 2, abs=1.5)
    _, top, _, tall = box(shown.locator("canvas[data-name=w]"))
    middles = [y + height / 2 for _, y, _, height in lines]
    np.testing.assert_allclose(middles[:6], top + tall * (I + 0.5) / 12, atol=1)
    left, _, width, _ = box(shown.locator("canvas[data-name=M]"))
    x, _, wide, _ = box(shown.locator(".column-mark").last)
    assert x + wide / 2 == pytest.approx(left + width * (M + 0.5) / 5, abs=1)


def test_shifts_are_as_tall_as_their_share_and_choices_look_chosen(page):
    shown = shown_in(page, head=1)
    heights = shown.locator(".part[data-part=shift] .shifts i").evaluate_all(
        "(a) => a.map((i) => parseFloat(i.style.height))"
    )
    np.testing.assert_allclose(heights, 100 * example().arrays["s"][T, 1], atol=0.06)

    def pressed():
        chosen = shown.locator(".choices [aria-pressed=true], .part [aria-pressed=true]")
        return chosen.all_inner_texts()

    assert pressed() == ["write", "forward"]
    press(shown, "p", "b", "ArrowUp", "Shift+ArrowRight")
    assert pressed() == ["read", "peak", "backward", "read"]


def test_the_window_of_many_places_is_framed_above(page):
    shown = shown_in(page, length=4, N=64, place=40)
    names = [int(text) for text in shown.locator(".address .axis span").all_inner_texts()]
    assert (min(names), max(names)) == (30, 52)
    _, y, _, height = box(shown.locator(".time canvas[data-name=read]"))
    _, top, _, tall = box(shown.locator(".row.chosen .seen"))
    np.testing.assert_allclose((top, top + tall), y + height * np.array([30, 54]) / 64, atol=1.5)
    press(shown, "z")
    assert not shown.locator(".row.chosen .seen").is_visible()
    page.watch.check()
