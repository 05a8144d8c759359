"""What a view of a CellPlayer shows on a page, and whether it is what the tape holds."""

import pytest
from browser.pages import number


def place(player):
    return int(player.locator(".place").inner_text().split()[1]) - 1


def unit(player):
    return int(player.locator("input[name=unit]").input_value())


def numbers(player, selector):
    """[[name, text], …] of the elements that show a number."""
    return player.locator(selector).evaluate_all(
        "(all) => all.map((node) => [node.dataset.name, node.textContent])"
    )


def check_numbers(player, tape, t, k):
    shown = numbers(player, "svg .node .number")
    assert {"f", "i", "g", "o", "c", "h"} <= dict(shown).keys()
    for name, text in shown:
        values = tape.previous(name[0]) if name.endswith("⁻") else tape[name]
        assert number(text) == pytest.approx(values[t, 0, k], abs=0.0051), (name, t, k)
