"""Pages without a kernel: a chapter as one HTML file that opens from disk, network or not.

Prose, formulas, code and outputs are written as HTML; widgets are mounted by a small script in the
page, with the state that they had when the notebook had run to its end.
"""

import os
import re
from html import escape
from pathlib import Path
from typing import NamedTuple

from rnnlib.chapters.commands import with_pictures
from rnnlib.chapters.execute import ChapterError, run
from rnnlib.chapters.page import font
from rnnlib.chapters.page.cells import Cells
from rnnlib.chapters.page.cleaning import whole
from rnnlib.chapters.page.cover import cover
from rnnlib.chapters.page.finding import sections
from rnnlib.chapters.page.index import index
from rnnlib.chapters.page.neighbours import Neighbours, neighbours
from rnnlib.chapters.page.state import CELL, taken_out
from rnnlib.chapters.page.template import SITE, filled, plain
from rnnlib.language import language, say
from rnnlib.widgets.shared.modules import script, style

NOBODY = Neighbours()


def run_for_page(path):
    """The notebook, executed, with its widgets' pictures, and their state at the end."""
    return run(path, env=with_pictures(language=language()), last=CELL)


class Page(NamedTuple):
    """What is written of a chapter: its page, and what the index has to know of it, as HTML."""

    text: str
    title: str
    question: str
    cover: str  # the data of a picture, or ""
    sections: list  # for the search


def write_pages(paths, out, run=run_for_page):
    """Write the page of every notebook in `paths` into the folder `out`, and an index of several.

    They come in the order of their names, whatever that of `paths`. Yields (path, "" or what went
    wrong) for one after the other. A page that cannot be written whole is not touched. `run(path)`
    is the executed notebook.
    """
    out, paths, entries = Path(out), sorted(set(paths)), []
    for path in paths:
        if path.stem == "index" and len(paths) > 1:
            yield path, "name: expected another than index, which is the list of all pages"
            continue
        try:
            written = page(path, run(path), neighbours(path, paths, out))
            _store(out / f"{path.stem}.html", written.text)
        except (ChapterError, ValueError, OSError) as error:
            yield path, str(error)
        else:
            entries.append((path.stem, written._replace(text="")))
            yield path, ""
    if len(paths) > 1 and entries:
        _store(out / "index.html", index(entries))


def page(path, came, around=NOBODY, foot="chapter"):
    """The `Page` of an executed notebook, with links to the pages ``around`` it.

    ``foot`` says what of a notebook it is, which is told at its foot: "chapter" or "look".
    """
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
    text = filled(
        "chapter.html",
        title=plain(title),
        kind="with-contents" if contents else "without-contents",
        contents=contents,
        course=around.bar(),
        turning=around.cards(),
        body=body,
        foot=escape(say("page.foot_look" if foot == "look" else "page.foot_chapter"), quote=False),
        style=style(SITE, "theme", "chapter", "code", "frame", "slides", "course", "paper")
        + font.style(body),
        widgets=widgets.json(),
        script=script(SITE, "chapter", language()),
        theme=script(SITE, "early"),
    )
    return Page(
        whole(text), title, question[1] if question else "", cover(cells.stills), sections(body)
    )


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
        f'<nav aria-label="{title}">\n<ol lang="en">\n{items}</ol>\n</nav>\n</details>\n'
    )


def _store(path, text):
    """All of the text or nothing: a reader never meets half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
