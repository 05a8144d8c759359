"""BeamTree without a kernel: the tree grows with the steps, the table says what it shows."""

import pytest
from browser.pages import drawn, faults
from widgets.searches import WORDS, search

from rnnlib.widgets import BeamTree
from rnnlib.widgets.beam_tree.example import example
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture
def shown(open_page):
    page = open_page(width=1100)
    show_alone(page, example())
    yield page.locator(".rnn-beam")
    page.watch.check()


def check(shown, t, rank):
    drawn(shown.page)
    tree = example()
    column = tree._steps[t]
    texts = ["".join(tree.text(t, k)) for k in range(len(column))]
    rows = shown.locator("tbody tr:visible")
    assert rows.locator("th").all_inner_texts() == texts
    logps = rows.locator("td:nth-child(2)").all_inner_texts()
    assert [float(text.replace("−", "-")) for text in logps] == [round(n[2], 2) for n in column]
    assert shown.locator("tr.current th").inner_text() == texts[rank]
    assert f"“{texts[rank]}”, number {rank + 1}," in shown.locator(".said").inner_text()
    way = shown.locator(".node.way .token").all_text_contents()
    assert "".join(way) == texts[rank]
    seen = shown.locator(".node:not(.future)").count()
    assert seen == len(column) + sum(n[4] != "dropped" for c in tree._steps[:t] for n in c)


def test_keys_go_through_steps_and_texts(shown):
    check(shown, 0, 0)
    shown.press("ArrowRight")
    check(shown, 1, 0)
    shown.press("ArrowDown")
    check(shown, 1, 1)
    for _ in range(2):
        shown.press("ArrowDown")  # there are three
        check(shown, 1, 2)
    shown.press("End")
    check(shown, 4, 2)


def test_a_click_on_a_node_or_a_row_chooses_it(shown):
    shown.press("End")
    drawn(shown.page)
    shown.locator(".node.done").nth(1).click()
    check(shown, 4, 1)
    shown.locator("tbody tr").first.click()
    check(shown, 4, 0)
    shown.locator(".node.kept").first.click()
    check(shown, 0, 0)


def test_nothing_sticks_out(shown):
    shown.press("End")
    for width in (400, 900, 1600):
        shown.page.set_viewport_size({"width": width, "height": 1000})
        drawn(shown.page)
        drawn(shown.page)
        assert faults(shown) == [], width


@pytest.fixture
def of_words(open_page):
    page = open_page(width=1100)
    show_alone(page, BeamTree(search(symbols=WORDS)))
    yield page.locator(".rnn-beam")
    page.watch.check()


def test_a_text_of_words_has_spaces(of_words):
    of_words.press("ArrowRight")
    drawn(of_words.page)
    way = of_words.locator(".node.way .token").all_text_contents()
    assert len(way) == 2 and set(way) <= {*WORDS, "■"}
    assert f"“{' '.join(way)}”, number 1," in of_words.locator(".said").inner_text()
    assert of_words.locator("tr.current th").inner_text() == " ".join(way)


MEASURED = """(nodes) => nodes.map((node) => {
  const parts = [node.querySelector("rect"), node.querySelector("text")];
  return parts.map((part) => part.getBBox()).flatMap(({ x, width }) => [x, x + width]);
})"""


@pytest.mark.parametrize("width", [300, 430, 500, 900, 1600])
@pytest.mark.parametrize("symbols", ["abcd", WORDS])
def test_boxes_have_room_for_what_they_hold_and_stand_apart(open_page, symbols, width):
    page = open_page(width=width)
    show_alone(page, BeamTree(search(symbols=symbols), t=4))
    drawn(page)
    host = page.locator(".rnn-beam .tree")
    boxes = host.locator(".node").evaluate_all(MEASURED)
    for left, right, first, last in boxes:
        assert left < first and last < right
    starts = sorted({round(left, 1) for left, *_ in boxes})
    (wide,) = {round(right - left, 1) for left, right, *_ in boxes}
    steps = {round(b - a, 1) for a, b in zip(starts, starts[1:], strict=False)}
    assert len(starts) == 5 and max(steps) - min(steps) < 0.3
    apart, inside = max(steps), host.evaluate("(host) => host.clientWidth")
    room = (inside - 14) / 5  # 14 px before the first column
    assert apart == pytest.approx(max(wide + 8, min(92, room)), abs=0.3)
    scrolls = host.evaluate("(host) => host.scrollWidth > host.clientWidth")
    assert scrolls == (wide + 8 > room)
