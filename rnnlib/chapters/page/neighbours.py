"""The way from a chapter's page to the one before it, the one after it, and the index."""

from html import escape
from typing import NamedTuple
from urllib.parse import quote

from rnnlib.chapters.course import CHAPTERS
from rnnlib.language import marked, say

TITLES = {chapter.name: f"{chapter.number} · {chapter.title}" for chapter in CHAPTERS}


class Neighbours(NamedTuple):
    """Names of chapters, "" for none; `index`: whether there is one."""

    before: str = ""
    after: str = ""
    index: bool = False

    def bar(self):
        """Links for the bar at the top of a page: small ones."""
        links = [
            _sign(self.before, "prev", lambda title: say("course.before", title=title), "‹"),
            f'<a href="index.html">{say("course.course")}</a>' if self.index else "",
            _sign(self.after, "next", lambda title: say("course.after", title=title), "›"),
            f'<a href="index.html#search" data-key="/" aria-label="{say("course.search")}" '
            f'title="{say("course.search_key")}">{GLASS}</a>'
            if self.index
            else "",
        ]
        shown = "\n".join(filter(None, links))
        return _nav("page-course", say("course.course"), shown)

    def cards(self):
        """Links for the end of a page, with titles."""
        links = [
            _card(self.before, "prev", say("course.turn_before")),
            _card(self.after, "next", say("course.turn_after")),
        ]
        return _nav("page-turning", say("course.others"), "\n".join(filter(None, links)), marked())


GLASS = (
    '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" '
    'stroke="currentColor" stroke-width="1.8"><circle cx="6.5" cy="6.5" r="4.5"/>'
    '<path d="M10 10l4.5 4.5"/></svg>'
)


def neighbours(path, paths, out):
    """The `Neighbours` of the notebook `path`, when `paths` are written into the folder `out`.

    A page that is there already counts: so a chapter can be written anew into a site.
    """
    notebooks = sorted(path.parent.glob("*.ipynb"))
    there = [p for p in notebooks if p == path or p in paths or (out / f"{p.stem}.html").exists()]
    at = there.index(path)
    return Neighbours(
        there[at - 1].stem if at else "",
        there[at + 1].stem if at + 1 < len(there) else "",
        len(paths) > 1 or (out / "index.html").exists(),
    )


def _nav(kind, name, links, mark=""):
    return f'<nav class="{kind}" aria-label="{name}"{mark}>\n{links}\n</nav>\n' if links else ""


def _title(name):
    return escape(TITLES.get(name, name))


def _sign(name, way, words, sign):
    """A link that shows a sign; `words(title)` is heard as text: an attribute has one language."""
    if not name:
        return ""
    address, title = escape(quote(name)), _title(name)
    heard = words(f'<span lang="en">{title}</span>')
    return (
        f'<a rel="{way}" href="{address}.html" title="{words(title)}">'
        f'<span class="page-heard">{heard}</span><span aria-hidden="true">{sign}</span></a>'
    )


def _card(name, way, words):
    if not name:
        return ""
    shown = f'<span>{words}</span> <b lang="en">{_title(name)}</b>'
    return f'<a rel="{way}" href="{escape(quote(name))}.html">{shown}</a>'
