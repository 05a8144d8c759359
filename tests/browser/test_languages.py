"""Every widget in German: no English word is left, all labels fit, and a page says so in `lang`."""

import re

import pytest
from browser.audit import untidy
from browser.pages import drawn
from browser.showcase import SHOWN

from rnnlib import language, widgets
from rnnlib.widgets.shared.alone import show_alone

# What is seen and what is heard of a widget, but for what it was given: labels, words, pictures.
SHOWN_WORDS = """(root) => {
  const given = ".label, .letter, .token, .guess, .word, .clip, .caption li, td, th, .text"
    + ", .rnn-shapes .about, .others, select[name=case] option, select[name=picture] option";
  const found = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (!parentElement.closest(given)) found.push(data);
  }
  for (const node of [root, ...root.querySelectorAll("*")]) {
    for (const name of ["aria-label", "aria-valuetext", "title"]) {
      found.push(node.getAttribute(name) ?? "");
    }
  }
  return found;
}"""
WORD = re.compile(r"[^\W\d_]{4,}")
PLACE = re.compile(r"\{[^|}]*\|?|[|}]")  # leaves the words by number
# Subscripts of equations, words of the captions given, and the names of a menu of Jupyter.
LEFT = {"later", "before", "circle", "left", "blue", "kernel", "restart", "cells"}


@pytest.fixture(scope="module")
def page(open_page):
    page = open_page()
    yield page
    page.watch.check()


@pytest.fixture
def german(monkeypatch):
    monkeypatch.setattr(language, "_chosen", None)
    widgets.language("de")


def english_words():
    """Words that the English table has and the German one has not."""
    english, german = language.table("en"), language.table("de")
    words = [
        {word.lower() for text in texts for word in WORD.findall(PLACE.sub(" ", text))}
        for texts in (
            [*german["sentences"], *(t for group in english.values() for t in group.values())],
            [t for group in german.values() for t in group.values()],
        )
    ]
    return words[0] - words[1] - LEFT


@pytest.mark.parametrize("name", SHOWN)
def test_a_widget_in_german_has_no_english_word_and_room_for_its_own(page, german, name):
    page.set_viewport_size({"width": 1280, "height": 1000})
    show_alone(page, SHOWN[name]())
    view = page.locator(".rnn-player")
    assert view.get_attribute("lang") == "de", "the root has no `lang`: View.open gives it one"
    said = set(view.evaluate(SHOWN_WORDS))
    for key in ("ArrowRight", "b", "Shift+ArrowRight"):
        view.press(key)
        drawn(page)
        said |= set(view.evaluate(SHOWN_WORDS))
    words = {word.lower() for text in said for word in WORD.findall(text)}
    assert not words & english_words(), "words that are in no de.json, or not had by say()"
    for width in (400, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        drawn(page)
        assert not untidy(view), width
