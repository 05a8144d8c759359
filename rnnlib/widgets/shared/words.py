"""A diagram's formulas and sentences in one notation, cut into pieces that the page fills in."""

import re

from rnnlib import notation
from rnnlib.language import told


def vocabulary(diagram, name: str) -> dict:
    """All that a picture writes in the notation `name`: label, note, symbols, stages."""
    gauges = [node for node in diagram.nodes if node.kind in ("gate", "gauge")]
    shown = {ref for node in gauges for ref in (node.value, node.back)}
    shown |= {step for stage in diagram.stages for step in stage.forward}
    notes = notation.PLAIN_NOTES if diagram.cell.startswith("Vanilla") else notation.NOTES
    note = notation.GRU_NOTE if "GRU" in diagram.cell else notes[name]
    note = notation.JORDAN_NOTE if diagram.outputs else note
    return {
        "label": told(notation.LABELS[name]),
        "note": told(note),
        "symbols": {
            ref: notation.short(ref, name, diagram.cell) for ref in sorted(shown | {"x", "h", "h⁻"})
        },
        "stages": [_stage(diagram.cell, stage, name) for stage in diagram.stages],
    }


def added(words: dict) -> set[tuple]:
    """The names that a vocabulary's formulas add up before they write the sum, in order."""
    lines = [
        line for stage in words["stages"] for way in ("forward", "backward") for line in stage[way]
    ]
    pieces_ = [piece for line in lines for piece in line["right"]]
    return {tuple(piece["terms"]) for piece in pieces_ if len(piece.get("terms", ())) > 1}


def _stage(cell: str, stage, name: str) -> dict:
    equations = notation.EQUATIONS[cell]
    return {
        "name": stage.name,
        "forward": [_line(cell, left, equations[left], name) for left in stage.forward],
        "backward": [_line(cell, *pair, name) for pair in stage.backward.items()],
        "says": pieces(told(stage.says), name, cell),
        "saysBack": pieces(told(stage.says_back), name, cell),
    }


def _line(cell, left, right, name):
    """One equation; products are written · because a player shows a single unit."""
    written = notation.symbol(left, name, cell)
    right = pieces(right.replace("⊙", "·"), name, cell)
    if notation.text(right) == written:  # the course has no letter for it
        written = ""
    return {"name": left, "left": written, "right": right}


def pieces(template: str, name: str, cell: str) -> list[dict]:
    """`notation.tokens`, and also ``{=f}``: the number of f, and ``[A|f]``: A, standing for f.

    ``[A|]`` is A without a number: what sums over all units has none of one unit.
    """
    found = []
    for written, ref, number, plain in re.findall(
        r"\[(.+?)\|(.*?)\]|\{=(.+?)\}|((?:[^\[{]|\{(?!=))+)", template
    ):
        if written:
            words = {"text": notation.text(notation.tokens(written, name, cell))}
            found.append(words | {"terms": [ref]} if ref else words)
        elif number:
            found.append({"text": "", "terms": [number], "number": True})
        else:
            found += notation.tokens(plain, name, cell)
    return [p | {"text": p["text"].replace("⊙", "·")} for p in found]
