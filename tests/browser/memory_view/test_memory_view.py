"""MemoryView without a kernel: keys, clicks, stages, and the numbers that are written."""

import re
from base64 import b64encode

import numpy as np
import pytest
from browser.audit import untidy
from browser.pages import drawn, press
from widgets.memory_runs import memory_run, number_of

from rnnlib.widgets import MemoryView
from rnnlib.widgets.memory_view.example import example
from rnnlib.widgets.shared.alone import show_alone

VIEW = example()  # the same numbers as on the page
ORDER = "content", "gate", "shift", "sharpen", "erase", "add", "read"


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture
def shown(page):
    show_alone(page, example())
    yield page.locator(".rnn-memory")
    page.watch.check()


def at(page, *names):
    return [page.evaluate(f"() => model.get('{name}')") for name in names]


def where(page, view=VIEW):
    """(t, head, place, m) that the page looks at."""
    t, head, place, m = at(page, "t", "head", "place", "unit")
    return t, head, int(view.arrays["w"][t + 1, head].argmax()) if place < 0 else place, m


def value(text):
    return float(text.replace("−", "-").replace("∞", "inf"))


def written(shown, selector, name):
    return shown.locator(selector).evaluate_all(
        "(all, name) => all.filter((one) => getComputedStyle(one).visibility === 'visible')"
        ".map((one) => [one.dataset[name], one.textContent])",
        name,
    )


def check(shown, view=VIEW):
    """Everything that is written is the run's."""
    place = where(shown.page, view)
    results = written(shown, ".result", "name")
    columns = written(shown, ".column-head .number", "at") + written(
        shown, ".order .number", "order"
    )
    assert columns
    for digits, pairs in ((0.06, results), (0.35, columns)):  # two, or one where room is short
        for name, text in pairs:
            true = number_of(view, name, *place)
            near = {"rel": digits} if name.startswith("∂") else {"abs": 0.00501}
            assert value(text) == pytest.approx(true, **near), name
    return [name for name, _ in results], [name for name, _ in columns]


def test_keys_choose_step_head_and_place_and_turn_to_the_gradients(shown):
    check(shown)
    for keys in (["ArrowRight"] * 3, ["ArrowDown"], ["Shift+ArrowDown"] * 2, ["b"], ["End"]):
        press(shown, *keys)
        check(shown)
    peak = int(VIEW.arrays["w"][4, 1].argmax())
    assert at(shown.page, "t", "head", "place", "direction") == [12, 1, peak + 2, "backward"]
    press(shown, "p", "Home", "ArrowUp")
    assert at(shown.page, "t", "head", "place") == [0, 0, -1]
    press(shown, "p")
    assert at(shown.page, "place") == [int(VIEW.arrays["w"][1, 0].argmax())]
    check(shown)


def test_the_stages_are_walked_in_the_order_of_the_step_and_back_again(shown):
    page, told = shown.page, []
    for stage in ORDER:
        press(shown, "Shift+ArrowRight")
        assert at(page, "stage") == [stage]
        results, _ = check(shown)
        told.append(len(results))
        assert shown.locator(".stage[data-phase=now] .stage-name").inner_text().endswith(stage)
        assert shown.locator(".part[data-phase=now] .part-name").inner_text() == stage
        assert "Step 1, read head, place 1" in shown.locator(".said").inner_text()
    assert told == [2, 3, 4, 5, 6, 7, 8], "every stage adds what it computes"
    press(shown, "b")
    for stage in reversed(ORDER[:-1]):
        press(shown, "Shift+ArrowRight")
        assert at(page, "stage") == [stage]
        check(shown)
    shown.locator(".part[data-part=gate] .part-name").click()
    assert at(page, "stage") == ["gate"]
    shown.locator(".stage-name[data-stage=gate]").click()
    assert at(page, "stage") == ["all"]


def test_a_click_chooses_what_it_points_at(shown):
    canvas = shown.locator(".time canvas[data-name=write]")
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 6.5 / 13, "y": box["height"] * 4.5 / 12})
    assert at(shown.page, "t", "head", "place") == [6, 1, 4]
    canvas = shown.locator("canvas[data-name=M]")
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 3.5 / 5, "y": box["height"] * 9.5 / 12})
    assert at(shown.page, "t", "place", "unit") == [6, 9, 3]
    drawn(shown.page)
    check(shown)
    shown.locator(".way[data-head='0']").click()
    shown.locator("input[name=place]").fill("2")
    assert at(shown.page, "head", "place") == [0, 2]
    drawn(shown.page)
    check(shown)


def test_the_sentence_has_the_numbers_of_the_step(shown):
    shown.locator(".scrub").fill("8")
    drawn(shown.page)
    said, a = shown.locator(".said").inner_text(), VIEW.arrays
    t, h, i, _ = where(shown.page)
    numbers = re.search(
        r"g = ([\d.]+) mixes .*? wg = ([\d.]+)\. .* γ = ([\d.]+): w = ([\d.]+)\.", said
    )
    true = a["g"][t, h], a["w_g"][t, h, i], a["gamma"][t, h], a["w"][t + 1, h, i]
    np.testing.assert_allclose([value(text) for text in numbers.groups()], true, atol=0.006)
    assert f"The output has {VIEW._right[8]} bits right." in said
    assert shown.locator(".said").get_attribute("aria-live") == "polite"


SEND = """([layout, numbers]) => {
  const bytes = Uint8Array.from(atob(numbers), (letter) => letter.charCodeAt(0));
  model.set("_layout", layout);
  model.set("_numbers", new DataView(bytes.buffer));
}"""


def test_another_sequence_brings_its_own_numbers(shown):
    other = example(batch=1)
    assert other._numbers != VIEW._numbers
    shown.page.evaluate(SEND, [other._layout, b64encode(other._numbers).decode()])
    press(shown, "ArrowRight", "ArrowRight")
    check(shown, other)
    press(shown, "b")
    check(shown, other)
    assert shown.locator(".time").count() == 1 and shown.locator(".step").count() == 1


def test_letters_of_input_and_output_are_those_of_the_course(shown):
    shown.locator("select[name=notation]").select_option("ng")
    drawn(shown.page)
    assert shown.locator("[data-row=y] .symbol").inner_text() == "ŷ"
    assert shown.locator("[data-row=read] .head").inner_text() == "read"


def test_several_heads_each_have_their_numbers(page):
    view = MemoryView(memory_run(reads=2, writes=2, shifts=5)[0], t=3, unit=1)
    show_alone(page, view)
    shown = page.locator(".rnn-memory")
    names = [button.inner_text() for button in shown.locator(".way[data-head]").all()]
    assert names == ["read 1", "read 2", "write 1", "write 2"]
    for head in range(4):
        for width in (1100, 400):
            page.set_viewport_size({"width": width, "height": 1000})
            press(shown, "b")
            drawn(page)
            check(shown, view)
            assert untidy(shown) == [], (head, width)
        press(shown, "ArrowDown")
    page.set_viewport_size({"width": 1100, "height": 1000})
    page.watch.check()
