"""Hostile texts in the widgets, in JupyterLab: they are shown as text, and nothing runs."""

from browser.hostile import START, WIDGETS, payloads
from browser.pages import drawn

# Parts of a widget that only a hostile text can have put there.
STRANGE = """(root) =>
  [...root.querySelectorAll("script, iframe, object, embed, img, base, meta, link, form, *")]
    .filter((node) => /^(script|iframe|object|embed|img|base|meta|link|form)$/i.test(node.tagName)
      || [...node.attributes].some(({ name }) => /^on/i.test(name)))
    .map((node) => node.outerHTML.slice(0, 200))"""


def test_hostile_texts_are_text_in_every_widget(open_notebook):
    """What runs calls `ran`, which the page has not: an error on the page, and `watch` says it."""
    start = START.format(texts=ascii(payloads()))
    page = open_notebook("hostile", [start, *WIDGETS.values()], width=1280, height=1400)
    for kind in WIDGETS:
        view = page.locator(f".{kind}").first
        view.wait_for(timeout=120_000)
        for key in ("End", "ArrowLeft", "Home", "ArrowRight"):
            view.press(key)
        drawn(page)
        assert view.evaluate(STRANGE) == []
    assert "<script>" in page.locator(".rnn-text .letters").first.inner_text()
    page.watch.check()
