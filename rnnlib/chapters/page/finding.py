"""What the search on the index reads: the words of every chapter, by its headings."""

import json
import re
from base64 import b64encode
from html import unescape

from rnnlib.chapters.page.formulas import TAG
from rnnlib.chapters.page.packing import packed

HEADING = re.compile(r'<h([1-3]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
OUTPUT = re.compile(r'<(pre|figure) class="page-(?:out|still).*?</\1>', re.DOTALL)
FORMULA = re.compile(r'<math\b[^>]* alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
SIGNS = re.compile(r"[\\{}&$]+")  # of TeX, between letters and names
BREAK = re.compile(r"</(?:p|li|td|th|pre|h\d|summary|div)>")


def sections(body):
    """[(id, heading, words)] of a chapter's HTML, words of prose and code; no printed output."""
    parts = HEADING.split(OUTPUT.sub(" ", body))
    found = [("", "", parts[0])] if words(parts[0]) else []
    found += zip(parts[2::4], parts[3::4], parts[4::4], strict=True)
    return [(unescape(name), words(heading), words(text)) for name, heading, text in found]


def words(html):
    """The text of HTML on one line; of formulas, the letters and the names of signs."""
    text = FORMULA.sub(lambda found: f" {SIGNS.sub(' ', unescape(found[1]))} ", html)
    return " ".join(unescape(re.sub(TAG, "", BREAK.sub(" ", text))).split())


def searchable(chapters):
    """What the page's script unpacks of `chapters`, each (name, title, sections)."""
    text = json.dumps(chapters, ensure_ascii=False)
    return json.dumps(packed(b64encode(text.encode("utf-8")).decode("ascii")))
