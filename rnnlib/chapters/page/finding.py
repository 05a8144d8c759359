"""What the search on the index reads: the words of every chapter, by its headings."""

import json
import re
from base64 import b64encode
from html import escape, unescape

from latex2mathml.symbols_parser import convert_symbol

from rnnlib.chapters.page.formulas import TAG
from rnnlib.chapters.page.packing import packed

HEADING = re.compile(r'<h([1-3]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
OUTPUT = re.compile(r'<(pre|figure) class="page-(?:out|still).*?</\1>', re.DOTALL)
FORMULA = re.compile(r'<math\b[^>]* alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
PART = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
FRACTION = re.compile(rf"\\[dt]?frac{PART}{PART}")
AROUND = re.compile(r"\\(?:begin|end)\{\w+\*?\}|[{}&$]")
SIGN = re.compile(r"\\([a-zA-Z]+) ?|\\(.)")
BEFORE = re.compile(r"\^(?:-(?![^\W_])|\{-\})")  # h^-, a step ago
SILENT = {  # they say how something looks
    *(
        "mathrm",
        "mathbf",
        "mathcal",
        "mathbb",
        "boldsymbol",
        "text",
        "operatorname",
        "displaystyle",
    ),
    *("left", "right", "big", "bigl", "bigr", "Big", "Bigl", "Bigr", "underbrace", "overbrace"),
    *("hat", "bar", "tilde", "dot", "vec", "overline", "quad", "qquad", "nolimits", "limits"),
}
BREAK = re.compile(r"</(?:p|li|td|th|pre|h\d|summary|div)>")


def sections(body):
    """[(id, heading, words)] of a chapter's HTML, words of prose and code; no printed output."""
    parts = HEADING.split(OUTPUT.sub(" ", body))
    found = [("", "", parts[0])] if words(parts[0]) else []
    found += zip(parts[2::4], parts[3::4], parts[4::4], strict=True)
    return [(unescape(name), words(heading), words(text)) for name, heading, text in found]


def words(html):
    """The text of HTML on one line, that of formulas as one would type it."""
    text = FORMULA.sub(lambda found: f" {escape(said(unescape(found[1])), quote=False)} ", html)
    return " ".join(unescape(re.sub(TAG, "", BREAK.sub(" ", text))).split())


def said(tex):
    """TeX on one line, in letters and signs: \\frac{\\partial L}{\\partial z_t} is ∂L / ∂z_t."""
    tex = BEFORE.sub("⁻", tex)
    while (plain := FRACTION.sub(r"\1 / \2", tex)) != tex:
        tex = plain
    return " ".join(AROUND.sub("", SIGN.sub(_sign, AROUND.sub(_kept, tex))).split())


def _kept(found):
    """Braces go last: until then they tell where a name ends."""
    return found[0] if found[0] in "{}" else " "


def _sign(found):
    name, other = found.groups()
    if other:
        return "‖" if other == "|" else " "
    code = None if name in SILENT else convert_symbol(f"\\{name}")
    if code:
        return chr(int(code, 16))
    return "" if name in SILENT else f" {name} "


def searchable(chapters):
    """What the page's script unpacks of `chapters`, each (name, title, sections)."""
    text = json.dumps(chapters, ensure_ascii=False)
    return json.dumps(packed(b64encode(text.encode("utf-8")).decode("ascii")))
