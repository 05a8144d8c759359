"""Markdown for a page without a kernel: formulas drawn, pictures inside, links that work."""

import base64
import mimetypes
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from rnnlib.chapters.page.formulas import mathml

IMAGE = re.compile(r"""(<img\b[^>]*?\bsrc=)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
TOGETHER = re.compile(r"<math\b(?:(?!</math>).)*</math>[,.;:!?)]+", re.DOTALL)
NOTEBOOK = re.compile(r"""(<a\b[^>]*?\bhref=["'])((?![\w+.-]+:|/)[^"'#?]+)\.ipynb(?=["'#])""")


class _Renderer(IPythonRenderer):
    """Writes MathML, and headings with the names that JupyterLab gives them."""

    def __init__(self, headings):
        super().__init__(escape=False)
        self.headings = headings

    def heading(self, text, level, **attributes):
        name = unescape(re.sub(r"<[^>]*>", "", text)).strip().replace(" ", "-") or "section"
        taken = {name for _, name, _ in self.headings}
        count = 1 + sum(
            re.fullmatch(rf"{re.escape(name)}(-\d+)?", other) is not None for other in taken
        )
        name = name if count == 1 else f"{name}-{count}"
        self.headings.append((level, name, text))
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def image(self, text, url, title=None):
        return HTMLRenderer.image(self, text, url, title)  # see `embedded`

    def block_math(self, body):
        return mathml(body, display=True)

    def inline_math(self, body):
        return mathml(body)

    def latex_environment(self, name, body):
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)


def html(source, folder, headings=None, attachments=None):
    """The HTML of Markdown `source`; its headings (level, id, HTML) are added to `headings`."""
    renderer = _Renderer([] if headings is None else headings)
    text = MarkdownWithMath(renderer).render(source)
    text = re.sub(r"<p>(<div class=\"formula-line\".*?</div>)</p>", r"\1", text, flags=re.DOTALL)
    return embedded(
        TOGETHER.sub(r'<span class="page-together">\g<0></span>', text), folder, attachments
    )


def embedded(text, folder, attachments=None):
    """HTML with its pictures inside and its links to notebooks turned into links to pages.

    ValueError for a picture that is neither attached nor a file near the notebook.
    """

    def inside(found):
        start, quote, address = found.groups()
        return f"{start}{quote}{_data(unescape(address), folder, attachments or {})}{quote}"

    return NOTEBOOK.sub(r"\1\2.html", IMAGE.sub(inside, text))


def _data(address, folder, attachments):
    if address.startswith("data:"):
        return address
    name = address.removeprefix("attachment:")
    if name != address and unquote(name) in attachments:
        mime, code = sorted(attachments[unquote(name)].items())[0]
        return f"data:{mime};base64,{''.join(code.split())}"
    path = Path(folder) / unquote(address)
    if re.match(r"[\w+.-]+:|//", address) or not path.is_file():
        raise ValueError(f"image: expected a file near the notebook, got {address}")
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{mime};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
