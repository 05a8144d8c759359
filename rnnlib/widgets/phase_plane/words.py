"""What the phase plane writes, in the symbols of every course."""

from rnnlib import notation
from rnnlib.language import told

from .presets import SAYS

# Where a course calls both matrices W, its own subscripts tell them apart.
_MATRICES = {"ng": {"W": "W_ax", "U": "W_aa"}}
STAGES = {
    "turn": "The matrix {U} takes {h⁻} = {before} to {turned}.",
    "add": "The input row {pushes} moves it by {push} to {sum}.",
    "squash": "{last} {h} = {now}.",
}
_SYMBOLS = ("h", "h⁻", "x", "W", "U", "b")
_ROWS = "States are rows here, as everywhere in this course."
_COLUMNS = "This course writes columns, {U} {h⁻}; the rows and matrices below are its transposes."


def words(name):
    """All that is written in the notation ``name``."""
    symbols = {ref: notation.short(ref, name) for ref in _SYMBOLS} | _MATRICES.get(name, {})

    def written(text):
        for ref, symbol in symbols.items():
            text = text.replace("{" + ref + "}", symbol)
        return text

    return {
        "label": told(notation.LABELS[name]),
        "symbols": symbols,
        "presets": {key: written(told(text)) for key, text in SAYS.items()},
        "stages": {key: written(told(text)) for key, text in STAGES.items()},
        "note": written(told(_ROWS if name == "house" else _COLUMNS)),
    }
