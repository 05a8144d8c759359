"""Words and letters of a BPTTView where they are long, of one step, or close to an arrow."""

import pytest
from browser.pages import drawn
from widgets.walks import TEXT, walk

from rnnlib import LSTMCell, notation
from rnnlib.language import LANGUAGES, speaking
from rnnlib.widgets import BPTTView
from rnnlib.widgets.bptt_view.still import sentence
from rnnlib.widgets.shared.alone import show_alone

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenab"
WORDS = ["yesterday", "the", "cat", "sat", LONG, "on", "international", "mats", "x", LONG]
READ = """(all) => all.map((node) => {
  const { left, right, width } = node.getBoundingClientRect();
  return { text: node.firstChild.data, title: node.querySelector("title")?.textContent ?? null,
    left, right, width };
})"""


@pytest.mark.parametrize("width", [400, 900, 1600])
@pytest.mark.parametrize("cells", [(), (LSTMCell, LSTMCell)], ids=["vanilla", "LSTMs"])
def test_long_labels_are_cut_to_their_steps_and_told_whole(open_page, cells, width):
    page = open_page(width=width)
    show_alone(page, BPTTView(*walk(*cells), labels=WORDS, t=4))
    view = page.locator(".rnn-bptt")
    read = view.locator("text.read").evaluate_all(READ)
    step = view.locator(".column").evaluate("(node) => node.getBoundingClientRect().width")
    for word, one in zip(WORDS, read, strict=True):
        assert one["width"] <= step
        if one["text"] == word:
            assert one["title"] is None
        else:
            assert one["title"] == word
            assert one["text"].endswith("…") and word.startswith(one["text"][:-1])
    assert all(a["right"] < b["left"] for a, b in zip(read, read[1:], strict=False))
    assert read[-1]["right"] <= view.locator("svg.graph").evaluate(
        "(node) => node.getBoundingClientRect().right"
    )
    assert [one["text"] for one in read][1:4] == ["the", "cat", "sat"]
    assert len(read[4]["text"]) >= 3
    assert LONG in view.locator(".said").inner_text()


def test_labels_of_one_letter_keep_their_size(open_page):
    page = open_page(width=400)
    show_alone(page, BPTTView(*walk()))
    read = page.locator("text.read")
    assert read.all_text_contents() == [c.replace(" ", "␣") for c in TEXT[:-1]]
    assert read.first.evaluate("(node) => node.style.fontSize") == ""


ONE = {
    "en": "one walk of 1 step, the values of 1 step kept",
    "de": "ein Gang über 1 Schritt, die Werte von 1 Schritt behalten",
}
STEPS = {"en": "1 steps", "de": "1 Schritte"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_step_is_singular(open_page, language):
    page = open_page()
    with speaking(language):
        view = BPTTView(*walk(text="ab"))
        show_alone(page, view)
        assert ONE[language] in page.locator(".measured").inner_text()
        assert STEPS[language] not in sentence(view)
        show_alone(page, BPTTView(*walk(), k=1))
        slider = page.locator("input[name=k]")
        assert STEPS[language] not in slider.get_attribute("aria-valuetext")


TOUCHES = """(root) => {
  const boxes = (selector) => [...root.querySelectorAll(selector)].map((node) => {
    const box = node.getBoundingClientRect();
    const half = node.tagName === "line" ? parseFloat(getComputedStyle(node).strokeWidth) / 2 : 0;
    return { name: node.textContent, t: node.closest("[data-t]").dataset.t,
      left: box.left - half, right: box.right + half };
  });
  const ways = boxes(".flow:is(.loss, .above) line");
  return boxes(".node.c text").filter(({ name, t, right }) => name
    && ways.some((way) => way.t === t && way.left < right && way.right > right - 30))
    .map(({ name }) => name);
}"""


@pytest.mark.parametrize("text", [TEXT, "the cat sat on ma", "the cat sat on the mat. z"])
def test_no_arrow_covers_a_letter_of_c(open_page, text):
    page = open_page()
    show_alone(page, BPTTView(*walk(LSTMCell, text=text), t=0))
    written = 0
    for width in (1000, 1300, 1400, 1500, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        for name in notation.NAMES:
            page.evaluate("(name) => model.set('notation', name)", name)
            drawn(page)
            view = page.locator(".rnn-bptt")
            assert view.evaluate(TOUCHES) == []
            written += bool(view.locator(".node.c text").last.text_content())
    assert written
