"""BeamTree without a kernel: the tree grows with the steps, the table says what it shows."""

import pytest
from browser.pages import drawn, faults

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
