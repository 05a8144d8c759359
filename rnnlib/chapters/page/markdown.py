"""Markdown for a page without a kernel: formulas drawn, pictures inside, links that work."""

import base64
import mimetypes
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from rnnlib.chapters.page.cleaning import FORMULA, cleaned, whole
from rnnlib.chapters.page.formulas import TAG, mathml
from rnnlib.chapters.page.weight import lighter

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
HELD = re.compile(
    rf'(?P<line><p>)?<{FORMULA} data-k="(?P<k>\d+)"></{FORMULA}>(?(line)(?P<end></p>)?)'
    r"(?P<after>[,.;:!?)]+)?"
)
CORNER = re.compile(r"<th((?: [^>]*)?)></th>")  # a header without a name is no header
NOTEBOOK = re.compile(r"^((?![\w+.-]+:|/)[^?#]+)\.ipynb(?=#|$)")


class _Renderer(IPythonRenderer):
    """Holds formulas back as MathML, and gives headings the names that JupyterLab gives them."""

    def __init__(self, headings):
        super().__init__(escape=False)
        self.headings = headings
        self.formulas = []  # (MathML, whether it has a line of its own)

    def heading(self, text, level, **attributes):
        shown = self.filled(cleaned(text))
        name = unescape(re.sub(TAG, "", shown)).strip().replace(" ", "-") or "section"
        taken = {name for _, name, _ in self.headings}
        count = 1 + sum(
            re.fullmatch(rf"{re.escape(name)}(-\d+)?", other) is not None for other in taken
        )
        name = name if count == 1 else f"{name}-{count}"
        self.headings.append((level, name, shown))
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def image(self, text, url, title=None):
        return HTMLRenderer.image(self, text, url, title)  # see `fragment`

    def block_math(self, body):
        return self._held(body, display=True)

    def inline_math(self, body):
        return self._held(body)

    def latex_environment(self, name, body):
        return self._held(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def _held(self, latex, display=False):
        self.formulas.append((mathml(latex, display), display))
        return f'<{FORMULA} data-k="{len(self.formulas) - 1}"></{FORMULA}>'

    def filled(self, html):
        """Clean HTML with the formulas in their places."""
        return HELD.sub(self._formula, html)

    def _formula(self, found):
        k = int(found["k"])
        formula, display = self.formulas[k] if k < len(self.formulas) else ("", False)
        line, end, after = (found[name] or "" for name in ("line", "end", "after"))
        if display and line and end:
            return formula + after
        if after and not display and not end:
            formula = f'<span class="page-together">{formula}{after}</span>'
            after = ""
        return line + formula + end + after


def html(source, folder, headings=None, attachments=None):
    """The HTML of Markdown `source`; its headings (level, id, HTML) are added to `headings`."""
    renderer = _Renderer([] if headings is None else headings)
    text = MarkdownWithMath(renderer).render(whole(source))
    clean = CORNER.sub(r"<td\1></td>", fragment(text, folder, attachments))
    return renderer.filled(re.sub(TAG, _framed, clean))


def _framed(tag):
    """A table stands in a frame, in which it can scroll."""
    if re.match(r"<table\b", tag[0]):
        return f'<div class="page-table">{tag[0]}'
    return f"{tag[0]}</div>" if tag[0] == "</table>" else tag[0]


def fragment(text, folder, attachments=None):
    """HTML cleaned, with its pictures inside and its links to notebooks turned into links to pages.

    ValueError for a picture that is neither attached nor a file near the notebook.
    """
    return cleaned(
        text,
        picture=lambda address: lighter(_data(address, folder, attachments or {})),
        link=lambda address: NOTEBOOK.sub(r"\1.html", address),
    )


def _data(address, folder, attachments):
    if address.startswith("data:"):
        return address
    name = address.removeprefix("attachment:")
    if name != address and unquote(name) in attachments:
        mime, code = sorted(attachments[unquote(name)].items())[0]
        return f"data:{mime};base64,{''.join(code.split())}"
    path = Path(folder) / unquote(address)
    if re.match(r"[\w+.-]+:|//", address) or not _is_file(path):
        shown = address if len(address) <= 200 else f"{address[:199]}…"
        raise ValueError(f"image: expected a file near the notebook, got {shown}")
    mime = mimetypes.guess_type(path.name)[0]
    if mime not in PICTURES:
        raise ValueError(f"image: expected one of {', '.join(PICTURES)}, got {path.name}")
    return f"data:{mime};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def _is_file(path):
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False
