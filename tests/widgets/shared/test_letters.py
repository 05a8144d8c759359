"""The widgets' own fonts have every sign that formulas, labels and words can write."""

import base64
import json
import re
from io import BytesIO

from fontTools.ttLib import TTFont

from rnnlib import notation
from rnnlib.diagrams import ALL
from rnnlib.widgets.shared.modules import SHARED
from rnnlib.widgets.shared.words import vocabulary

WIDGETS = SHARED.parent
HARD_TO_FIND = set("␍␀")  # a carriage return and a zero in a label: no free font of this size has
RAISED = set("ᵀ")  # is set as a small T
FAMILY = re.compile(r'export const (\w+) =\s+"([^"]+)";')


def faces():
    """{name: (bytes of the file, characters)} of the fonts that travel with every widget."""
    found = {}
    for name, code in FAMILY.findall((SHARED / "fonts" / "faces.js").read_text("utf-8")):
        file = base64.b64decode(code)
        found[name] = file, set(map(chr, TTFont(BytesIO(file)).getBestCmap()))
    return found


def written():
    """All that widgets write by themselves: the words of every notation, and their own sources."""
    for diagram in ALL:
        for name in notation.names(diagram.cell):
            yield json.dumps(vocabulary(diagram, name), ensure_ascii=False)
            yield from notation.equations(diagram.cell, name).values()
    for folder in (WIDGETS, WIDGETS.parent / "notation", WIDGETS.parent / "diagrams"):
        for file in folder.rglob("*"):
            if file.suffix in (".py", ".js") and file.parent.name != "fonts":
                yield file.read_text("utf-8")


def test_every_sign_is_there():
    have = set().union(*(characters for _, characters in faces().values()))
    used = set("".join(written())) - set("\n") - HARD_TO_FIND - RAISED
    assert len(used) > 100 and {"⊙", "σ", "∂", "Γ", "\u0303", "⁻", "−", "×", "′"} <= used
    assert used - have == set()


def test_letters_are_italic_and_figures_upright():
    _, italic = faces()["ITALIC"]
    _, upright = faces()["UPRIGHT"]
    formulas = "".join(
        text
        for name in notation.NAMES
        for cell in notation.EQUATIONS
        if name in notation.names(cell)
        for text in notation.equations(cell, name).values()
    )
    letters = {c for c in formulas if c.isalpha() or c == "\u0303"}
    assert {"h", "Γ", "σ", "\u0303"} <= letters
    assert letters - italic <= RAISED
    assert set("0123456789.,()[]+−=×·") <= upright - italic


def test_figures_are_equally_wide():
    font = TTFont(BytesIO(faces()["UPRIGHT"][0]))
    names = font.getBestCmap()
    assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_they_are_small_and_say_whose_they_are():
    assert sum(len(file) for file, _ in faces().values()) < 24_000
    for file, _ in faces().values():
        names = {record.nameID: str(record) for record in TTFont(BytesIO(file))["name"].names}
        assert "STIX Fonts Project Authors" in names[0]
        assert 1 not in names  # a changed font does not bear the name of the first one
    licence = (SHARED / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
