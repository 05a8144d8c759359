"""Cut the widgets' letters out of STIX Two: ``python make.py TEXT_FOLDER MATH_FONT``.

TEXT_FOLDER is the folder ``files`` of the npm package @fontsource/stix-two-text, MATH_FONT the file
STIXTwoMath-Regular.ttf of the Python package ziamath (both under the SIL Open Font License, see
OFL.txt); fontTools and brotli do the cutting. What comes out is ``faces.js``, a WOFF2 a face.

Letters are upright or italic; figures and signs stand upright in both, as in printed mathematics.
"""

import base64
import sys
from io import BytesIO
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PARTS = ("latin", "latin-ext", "greek", "vietnamese")  # as the package divides the font
LATIN = "".join(map(chr, range(0x20, 0x7F)))
ITALIC = "".join(filter(str.isalpha, LATIN)) + "ΓΔΣΩαβγδεηθλμστφωŷûĉĥ\u0303"  # the combining tilde
UPRIGHT = LATIN + ITALIC[52:] + "0123456789·×±−–—…°²³¹½’“”‘é"
SIGNS = "∂⊙⁻⁺⁽⁾⁰⁴⁵⁶⁷⁸⁹‖≈→←↑↓↦⟨⟩∞ᵀ√≤≥≠∑∅′⊕⊗↵⇥␣✂✓■□�"
HEAD = "//! Written by make.py: parts of STIX Two (SIL OFL, see OFL.txt), WOFF2 in base 64.\n\n"


def main(text, math):
    faces = {
        "UPRIGHT": face(text, "normal", UPRIGHT),
        "ITALIC": face(text, "italic", ITALIC),
        "SIGNS": cut(TTFont(math), SIGNS),
    }
    lines = "".join(f'export const {name} =\n  "{code(font)}";\n' for name, font in faces.items())
    (HERE / "faces.js").write_text(HEAD + lines, "utf-8")


def face(folder, style, letters):
    """One face, put together from the parts that hold some of the letters."""
    pieces, left = [], set(letters)
    for part in PARTS:
        font = TTFont(folder / f"stix-two-text-{part}-400-{style}.woff2")
        here = left & {chr(code) for code in font.getBestCmap()}
        if here:
            file = BytesIO()
            font = cut(font, "".join(sorted(here)))
            font.flavor = None
            font.save(file)
            file.seek(0)
            pieces.append(file)
            left -= here
    if left:
        sys.exit(f"no part of the font has {''.join(sorted(left))}")
    return merge.Merger(merge.Options(drop_tables=["GPOS", "GSUB", "GDEF"])).merge(pieces)


def cut(font, letters):
    """The font with these letters alone, without hints and layout rules."""
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, name_IDs=[0, 13, 14],
        notdef_outline=True, recalc_timestamp=False, drop_tables=["MATH", "GPOS", "GSUB", "GDEF"],
    )  # fmt: skip
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    return font


def code(font):
    """The font as a WOFF2 in base 64."""
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file, reorderTables=False)
    return base64.b64encode(file.getvalue()).decode("ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
