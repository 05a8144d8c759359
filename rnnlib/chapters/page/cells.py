"""The cells of an executed notebook as HTML."""

from base64 import b64encode
from functools import partial
from html import escape

from nbconvert.filters.ansi import strip_ansi
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from rnnlib.chapters.canonical import WIDGET_VIEW, canonical_outputs
from rnnlib.chapters.page.cleaning import cleaned
from rnnlib.chapters.page.formulas import in_html, mathml
from rnnlib.chapters.page.markdown import PICTURES, fragment, html
from rnnlib.chapters.page.state import view
from rnnlib.chapters.page.weight import lighter
from rnnlib.language import marked, say

KEPT_VIEW = "application/vnd.rnnlib.view"  # a widget's view, out of reach of the stored form
STILL = "image/png"  # of what a widget prints
COLOURS = 64  # of a still, which is seen on paper alone
MOST = 200_000  # characters of printed text that are shown
PYTHON = get_lexer_by_name("python")


class Cells:
    """Writes cells one after the other, and collects headings and widgets on the way."""

    def __init__(self, folder, widgets):
        self.folder, self.widgets = folder, widgets
        self.headings = []  # (level, id, HTML)
        self.stills = []  # what widgets print, PNG files in base64

    def write(self, cell):
        """The HTML of one cell; ValueError for a formula or picture that cannot be shown."""
        kind = cell.metadata.get("slideshow", {}).get("slide_type") or "-"
        slide = f'data-slide="{escape(kind)}"'
        if cell.cell_type == "markdown":
            text = html(cell.source, self.folder, self.headings, cell.get("attachments"))
            return f'<section class="page-cell page-prose" {slide}>\n{text}</section>\n'
        if cell.cell_type != "code" or not cell.source.strip():
            return ""
        source = _code(cell.source, cell.execution_count)
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            source = _folded(say("page.code"), source)
        shown = "".join(map(self._output, _stable(cell)))
        if shown and cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            shown = _folded(say("page.output"), shown)
        return f'<section class="page-cell" {slide}>\n{source}{shown}</section>\n'

    def _output(self, output):
        if output["output_type"] == "stream":
            return _text(strip_ansi(output["text"]), output["name"])
        if output["output_type"] == "error":
            return _text(strip_ansi("\n".join(output["traceback"])), "error")
        return self._data(output["data"], output["metadata"])

    def _data(self, data, metadata):
        plain = data.get("text/plain", "")
        if KEPT_VIEW in data:
            return self._widget(data[KEPT_VIEW], plain) + self._still(data, metadata, plain)
        if "text/html" in data:
            text = in_html(fragment(data["text/html"], self.folder))
            return _shown("html", text)
        if "text/markdown" in data:
            return _shown("prose", html(data["text/markdown"], self.folder))
        for mime in PICTURES:
            if mime in data:
                return _shown("html", _picture(mime, data[mime], metadata, plain))
        if "text/latex" in data:
            return _shown("prose", mathml(data["text/latex"].strip("$ \n"), display=True))
        return _text(strip_ansi(plain)) if plain else _kernel_needed()

    def _widget(self, identifier, plain):
        """The place in which the page's script shows a widget, with words until it does."""
        number = self.widgets.number(identifier)
        if number is None:
            return _kernel_needed(plain)
        words = _kernel_needed(plain)
        return f'<div class="page-out page-widget" data-model="{number}">{words}</div>\n'

    def _still(self, data, metadata, plain):
        """What stands for a widget on paper, and without scripts: its picture, its sentence."""
        if STILL not in data:
            return ""
        self.stills.append(data[STILL])
        said = {STILL: {"alt": say("page.printed")}}
        picture = _picture(STILL, data[STILL], said, plain, partial(lighter, colours=COLOURS))
        caption = escape(metadata.get(STILL, {}).get("alt") or plain)
        parts = f"{picture}<figcaption>{caption}</figcaption>"
        return f'<figure class="page-still"{marked()}>{parts}</figure>\n'


def _stable(cell):
    """The outputs as they are stored, and the widgets' views beside them."""
    for output in cell.outputs:
        if WIDGET_VIEW in output.get("data", {}):
            output.data[KEPT_VIEW] = view(output.data)
    return canonical_outputs(cell.outputs, cell.execution_count)


def _folded(title, shown):
    return f'<details class="page-fold"><summary{marked()}>{title}</summary>{shown}</details>'


def _code(source, count):
    tokens = highlight(source, PYTHON, HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<pre class="page-code" data-count="{count}"><code>{tokens}</code></pre>\n'


def _text(text, kind="result"):
    text = text.strip("\n")
    shown = escape(text[:MOST])
    if rest := len(text[MOST:]):  # no browser lays out ten million letters
        shown += f"\n<span{marked()}>… {say('page.more', n=rest)}</span>"
    return f'<pre class="page-out page-text {escape(kind)}">{shown}</pre>\n' if text else ""


def _shown(kind, text):
    return f'<div class="page-out page-{kind}">{text}</div>\n'


def _picture(mime, value, metadata, plain, lighter=lighter):
    alt = str(metadata.get(mime, {}).get("alt") or metadata.get("alt") or plain)
    if mime == "image/svg+xml":
        value = b64encode(value.encode("utf-8")).decode("ascii")
    code = "".join(value.split())
    return cleaned(f'<img alt="{escape(alt)}" src="data:{mime};base64,{escape(code)}">', lighter)


def _kernel_needed(plain=""):
    what = f"<code>{escape(plain)}</code><br>" if plain else ""
    return f'<p class="needs-kernel"{marked()}>{what}{say("page.computed")}</p>\n'
