"""Pages without a kernel: a chapter as one HTML file that opens from disk, network or not.

Prose, formulas, code and outputs are written as HTML; widgets are mounted by a small script in the
page, with the state that they had when the notebook had run to its end.
"""

import hashlib
import os
import re
from base64 import b64encode
from html import escape, unescape
from pathlib import Path
from string import Template
from urllib.parse import quote

from rnnlib.chapters.execute import ChapterError, run
from rnnlib.chapters.page import font
from rnnlib.chapters.page.cells import Cells
from rnnlib.chapters.page.cleaning import whole
from rnnlib.chapters.page.formulas import TAG
from rnnlib.chapters.page.state import CELL, taken_out
from rnnlib.chapters.page.wording import translated
from rnnlib.widgets.shared.language import language, say
from rnnlib.widgets.shared.modules import script, style

SITE = Path(__file__).parent / "site"  # what a page is made of


def run_for_page(path):
    """The notebook, executed, with the state of its widgets at the end."""
    return run(path, last=CELL)


def write_pages(paths, out, run=run_for_page):
    """Write the page of every notebook in `paths` into the folder `out`, and an index of several.

    Yields (path, "" or what went wrong) for one after the other. A page that cannot be written
    whole is not touched. `run(path)` is the executed notebook.
    """
    out = Path(out)
    entries = []
    for path in paths:
        try:
            text, title, question = page(path, run(path))
            _store(out / f"{path.stem}.html", text)
        except (ChapterError, ValueError, OSError) as error:
            yield path, str(error)
        else:
            entries.append((path.stem, title, question))
            yield path, ""
    if len(paths) > 1 and entries:
        _store(out / "index.html", index(entries))


def page(path, came):
    """The page of an executed notebook as text, its title and its question, both as HTML."""
    widgets = taken_out(came)
    cells = Cells(path.parent, widgets)
    written = []
    for number, cell in enumerate(came.cells, start=1):
        try:
            written.append(cells.write(cell))
        except ValueError as error:
            raise ValueError(f"cell {number} of {len(came.cells)}: {error}") from error
    body = "".join(written)
    title = next((text for level, _, text in cells.headings if level == 1), escape(path.stem))
    contents = _contents(cells.headings)
    question = re.search(r"</h1>\s*<p>(.*?)</p>", body, re.DOTALL)
    text = _filled(
        "chapter.html",
        title=plain(title),
        kind="with-contents" if contents else "without-contents",
        contents=contents,
        body=body,
        style=style(SITE, "theme", "chapter", "code", "frame", "slides") + font.style(body),
        widgets=widgets.json(),
        script=script(SITE, "chapter", language()),
        theme=script(SITE, "early"),
    )
    return whole(text), title, question[1] if question else ""


def index(entries):
    """The page that leads to the pages `entries`, each (name, title, question)."""
    items = "".join(
        f'<li><a href="{escape(quote(name))}.html">{title}</a><p>{question}</p></li>\n'
        for name, title, question in entries
    )
    return _filled(
        "index.html",
        items=items,
        style=style(SITE, "theme", "chapter", "frame") + font.style(items),
        script=script(SITE, "index"),
        theme=script(SITE, "early"),
    )


def plain(html):
    """The text of a piece of HTML, to stand inside an element that holds text alone."""
    return escape(unescape(re.sub(TAG, "", html)), quote=False)


def _contents(headings):
    items = "".join(
        f'<li class="level-{level}"><a href="#{escape(name)}">{text}</a></li>\n'
        for level, name, text in headings
        if level in (2, 3)
    )
    if not items:
        return ""
    title = say("page.contents")
    return (
        f'<details class="page-contents">\n<summary>{title}</summary>\n'
        f'<nav aria-label="{title}">\n<ol>\n{items}</ol>\n</nav>\n</details>\n'
    )


def _filled(template, **parts):
    for name in ("script", "theme"):
        if re.search(r"<(?:/script|script|!--)", parts[name], re.IGNORECASE):
            raise ValueError(f"{name}: expected no script tag or comment of HTML inside")
    runs = " ".join(_named(f"\n{parts[name]}\n") for name in ("theme", "script"))
    text = translated((SITE / template).read_text("utf-8"))
    return Template(text).substitute(parts, runs=runs)


def _named(source):
    """A script by its bytes, as the page's policy lets it run: no other one does."""
    code = b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{code}'"


def _store(path, text):
    """All of the text or nothing: a reader never meets half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
