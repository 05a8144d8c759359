"""TextView without JupyterLab: what every character shows, and the numbers behind it."""

import re

import numpy as np
import pytest
from browser.pages import drawn, number
from browser.text_view.helpers import TEXT, WORDS, parts, said

from rnnlib.widgets import TextView
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1280, height=1000)


@pytest.fixture
def view(page, truth):
    """A new widget with the focus; whatever goes wrong in the page fails the test."""
    tape, found = truth
    show_alone(page, TextView(tape, TEXT, sensitivity=found))
    view = page.locator(".rnn-text")
    view.locator(".letters").focus()
    drawn(page)
    yield view
    page.watch.check()


def test_every_character_stands_there(view):
    letters = view.locator(".letter").all_inner_texts()
    assert "".join(letters).replace("↵", "\n") == TEXT


@pytest.mark.parametrize("name", ["i", "f", "o", "g", "h", "c"])
def test_the_number_shown_is_that_of_the_tape(view, truth, name):
    tape, _ = truth
    view.locator(f"[data-choice={name}]").click()
    for t, unit in ((0, 0), (17, 2), (len(TEXT) - 1, 5)):
        view.locator(".scrub").fill(str(t))
        view.locator("input[name=unit]").fill(str(unit))
        text = said(view)
        assert f"character {t + 1}: {name} of unit {unit} = " in text
        assert number(text.split(" = ")[-1]) == pytest.approx(tape[name][t, 0, unit], abs=5.1e-3)


def test_colours_follow_the_numbers_and_their_sign(view, truth):
    tape, _ = truth
    for name, unit in (("c", 3), ("h", 1), ("f", 0)):
        view.locator(f"[data-choice={name}]").click()
        view.locator("input[name=unit]").fill(str(unit))
        drawn(view.page)
        values = tape[name][:, 0, unit]
        full = np.abs(values).max() if name == "c" else 1
        shown, true = parts(view), values / full
        clear = np.abs(true) > 0.04
        np.testing.assert_allclose(shown[clear], true[clear], atol=1.1e-3)
        assert (np.abs(shown[~clear]) <= 0.041).all()


def test_the_legend_says_what_full_colour_is(view, truth):
    tape, found = truth
    for name, low in (("c", -1), ("h", -1), ("f", 0)):
        view.locator(f"[data-choice={name}]").click()
        drawn(view.page)
        full = np.abs(tape[name][:, 0, 0]).max() if name == "c" else 1
        ends = [number(n) for n in view.locator(".ends .number").all_inner_texts()]
        assert ends == pytest.approx([low * full, full], rel=0.051)
    view.locator("[data-choice=sensitivity]").click()
    drawn(view.page)
    ends = [number(n) for n in view.locator(".ends .number").all_inner_texts()]
    assert ends == pytest.approx([found.values[0, 0] / 100, found.values[0, 0]], rel=0.051)


def test_influence_is_what_python_computed(view, truth):
    _, found = truth
    view.locator("[data-choice=sensitivity]").click()
    for t in (3, 40, 120):
        view.locator(".scrub").fill(str(t))
        text = said(view)
        row = found.values[t]
        order = np.argsort(-row[: t + 1], kind="stable")[:3]
        numbers = re.findall(r"\((?:itself|\d+ before)\) ([\d.]+(?:e−\d+)?)", text)
        assert [number(n) for n in numbers] == pytest.approx(row[order], abs=5.1e-5, rel=0.06)
        back = re.findall(r"\((itself|\d+) ?(?:before)?\)", text)
        assert [0 if b == "itself" else int(b) for b in back] == (t - order).tolist()
        shown = parts(view)
        wanted = np.clip(1 + np.log10(np.maximum(row, 1e-30) / row.max()) / 2, 0, 1)
        np.testing.assert_allclose(shown[: t + 1], wanted[: t + 1], atol=1e-3)
        assert (shown[t + 1 :] == 0).all()
        assert view.locator(".letter.unread").count() == len(TEXT) - t - 1
        word = WORDS.get(found.symbols[t], f"“{found.symbols[t]}”")
        assert f"the prediction of {word} is moved most by" in text


def test_what_comes_later_can_move_a_prediction_too(page):
    moves = np.zeros((4, 4))
    moves[1] = 0.5, 0.25, 0.0, 1.0  # of a network that reads both ways
    show_alone(page, TextView({"h": np.zeros((4, 1))}, "abcd", sensitivity=moves, t=1))
    page.locator(".rnn-text [data-choice=sensitivity]").click()
    told = said(page.locator(".rnn-text"))
    assert told.endswith("“d” (2 after) 1.00, “a” (1 before) 0.500, “b” (itself) 0.250"), told
    page.watch.check()


def test_a_quotation_mark_is_named_not_quoted(view):
    for symbol, word in (('"', "a double quote"), ("'", "a single quote"), ("\t", "a tab")):
        t = TEXT.index(symbol)
        view.locator(".scrub").fill(str(t))
        assert said(view).startswith(f"After {word}, character {t + 1}: ")
