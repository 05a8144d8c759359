"""Pages in German around English prose: every text, seen or heard, says in which language it is."""

import re

import nbformat
import pytest
from browser.pages import mounted
from nbformat import v4

from rnnlib import language
from rnnlib.chapters.__main__ import main

PROSE = {  # names of real chapters: the index knows their minutes and their map
    "03_bptt": "# 3 · Backpropagation through time\n\n**Which way does the gradient go?**",
    "04_vanishing_gradients": "# 4 · Vanishing gradients\n\n**Where does the gradient of the loss "
    "go?**\n\n## What is left of it after all these steps\n\nThe gradient of every step.",
    "05_lstm_gates": "# 5 · LSTM gates\n\n**What do the gates keep?**",
}
SOURCES = (
    "import numpy as np\nfrom ipywidgets import Button\nfrom rnnlib import LSTMCell, Recurrent, "
    "exercises\nfrom rnnlib.widgets import CellPlayer\nrng = np.random.default_rng(0)",
    "CellPlayer(Recurrent(LSTMCell(2, 3, rng=rng)).forward(rng.normal(size=(4, 1, 2)))[1])",
    "exercises.affine",
    "exercises.affine.check(lambda *arguments: None)",
    "exercises.progress()",
    "Button(description='Train')",
    "print('- ' * 110_000)",
)
# [text, its language, where] of all texts, but of widgets and code, which are not the page's own:
# a widget says its language itself. A link's title repeats what it holds.
TEXTS = """() => {
  const found = [];
  const tell = (text, node) => {
    const one = node.closest("[lang]").lang;
    if (text.trim() && !node.closest("script, style, code, math, .page-code")
      && (!node.closest(".rnn-player") || node.matches(".rnn-player")))
      found.push([text, one, `${node.tagName}.${node.className}`]);
  };
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) tell(walk.currentNode.data, walk.currentNode.parentElement);
  for (const name of ["aria-label", "alt", "title", "placeholder"])
    for (const node of document.querySelectorAll(`[${name}]:not(a[rel][title])`))
      tell(node.getAttribute(name), node);
  return found;
}"""
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of three chapters in German, and their index."""
    folder = tmp_path_factory.mktemp("german")
    for name, prose in PROSE.items():
        cells = [v4.new_markdown_cell(prose)]
        if name == "04_vanishing_gradients":
            cells += map(v4.new_code_cell, SOURCES)
            for cell, hidden in zip(cells[1:3], ("source_hidden", "outputs_hidden"), strict=True):
                cell.metadata["jupyter"] = {hidden: True}
        nbformat.write(v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(language.VARIABLE, "en")  # which the command changes
        command = ["page", "--folder", str(folder), "--out", str(folder), "--language", "de"]
        assert main(command) == 0
    return folder


def vocabulary():
    """{language: words that stand in its table and in no other}."""
    german, english = language.table("de"), language.table("en")
    texts = {
        "en": [*german["sentences"], *(t for group in english.values() for t in group.values())],
        "de": [t for group in german.values() for t in group.values()],
    }
    words = {
        name: words_of(language.PLACE.sub(r" \2 \3 ", " ".join(texts[name]))) for name in texts
    }
    return {"en": words["en"] - words["de"], "de": words["de"] - words["en"]}


def words_of(text):
    return {word.lower() for word in WORD.findall(text)}


def misspoken(page):
    """Texts that say another language than they have, and how many were told apart of each."""
    known, wrong, count = vocabulary(), [], {"en": 0, "de": 0}
    for text, said, where in page.evaluate(TEXTS):
        german, english = (len(words_of(text) & known[name]) for name in ("de", "en"))
        if german == english:
            continue  # of both, or of neither: a name, a number
        spoken = "de" if german > english else "en"
        count[spoken] += 1
        if said != spoken:
            wrong.append(f"{where} has {said}: {text.strip()[:80]}")
    return wrong, count


def check_spoken(page):
    wrong, count = misspoken(page)
    assert not wrong, "\n".join(wrong)
    assert min(count.values()) >= 5, count


def test_every_text_of_a_chapter_says_its_language(pages, open_page):
    page = open_page()
    page.goto((pages / "04_vanishing_gradients.html").as_uri())
    mounted(page)
    page.get_by_text("„Train“ braucht Python").wait_for()
    page.get_by_role("button", name="Folien").click()
    check_spoken(page)


def test_every_text_of_the_index_says_its_language(pages, open_page):
    page = open_page()
    page.goto((pages / "index.html").as_uri())
    page.locator("#page-search").fill("gradient")
    page.locator(".found li").first.wait_for()
    check_spoken(page)


def test_the_chapters_around_have_english_titles_in_german_words(pages, open_page):
    page = open_page()
    page.goto((pages / "04_vanishing_gradients.html").as_uri())
    for name in ("Kapitel davor: 3 · ", "Nächstes Kapitel: 5 · "):
        link = page.locator("header").get_by_role("link", name=name)
        assert link.evaluate("(node) => node.closest('[lang]').lang") == "de"
        title = link.locator("[lang=en]").all_inner_texts()
        assert len(title) == 1 and title[0] in link.get_attribute("title")
