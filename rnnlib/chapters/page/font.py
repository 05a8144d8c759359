"""The mathematical font of a page: of STIX Two Math, the signs that its formulas use.

Brackets, sums and roots grow by variants that only a font with a MATH table holds; many computers
have none. The font (SIL Open Font License) comes with the package ziamath.
"""

import base64
import re
import unicodedata
from html import unescape
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from fontTools import subset

FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)


def style(html):
    """A style sheet with the font for the formulas in `html`; "" where there are none."""
    formulas = "".join(FORMULA.findall(html))
    if not formulas:
        return ""
    signs = set(unescape(re.sub(r"<[^>]*>", "", formulas))) | {"√"}
    code = base64.b64encode(_font("".join(sorted(signs | _slanted(signs))))).decode("ascii")
    return (
        '@font-face{font-family:"Page Math";src:url(data:font/woff;base64,'
        f'{code}) format("woff")}}'
    )


def _slanted(signs):
    """The mathematical italics in which browsers draw a variable of one letter."""
    found = set()
    for sign in signs:
        name = unicodedata.name(sign, "")
        letter = re.fullmatch(r"(?:LATIN|GREEK) (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)", name)
        if letter:
            found |= _named(f"MATHEMATICAL ITALIC {letter[1]} {letter[2]}")
    return found | {"ℎ", "𝜕", "𝛻"}


def _named(name):
    try:
        return {unicodedata.lookup(name)}
    except KeyError:  # such as an italic h, which has its place elsewhere
        return set()


def _font(text):
    """The WOFF file with the signs of `text` and their larger variants."""
    source = Path(find_spec("ziamath").origin).with_name("fonts") / "STIXTwoMath-Regular.ttf"
    options = subset.Options(
        flavor="woff",
        layout_features=["ccmp", "dtls", "flac", "math", "ssty"],
        hinting=False,
        glyph_names=False,
        name_IDs=[0, 13, 14],  # copyright and licence
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = subset.load_font(str(source), options, dontLoadGlyphNames=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    file = BytesIO()
    subset.save_font(font, file, options)
    return file.getvalue()
