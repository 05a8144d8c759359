"""What the gate playground draws and writes: its diagrams, formulas and sentences, by notation."""

from dataclasses import replace

from rnnlib import notation
from rnnlib.diagrams.base import Stage
from rnnlib.diagrams.cells.lstm import LSTM
from rnnlib.diagrams.cells.peephole import PEEPHOLE_LSTM
from rnnlib.language import told
from rnnlib.widgets.shared.words import pieces, vocabulary

from .presets import BY_WEIGHTS, SAYS

FACES = ("hands", "weights", "peepholes")  # what the unit looks like: mode, and with peepholes

# By hand nothing is summed up from x and h⁻: each gate is what the hand says.
_BY_HAND = "The forget gate {f} = {=f}, set by hand, keeps {=f⊙c⁻} of the old {c⁻} = {=c⁻}."
_STAGES = (
    Stage("forget", (), _BY_HAND),
    Stage("write", (), "The input gate {i} = {=i} lets {=i⊙g} of the candidate {=g} in."),
    LSTM.stages[2],
    replace(LSTM.stages[3], forward=("m", "h")),
)
_PRODUCTS = {"forget": ("f⊙c⁻", "{f}·{c⁻}"), "write": ("i⊙g", "{i}·{g}")}
_NODES = tuple(node for node in LSTM.nodes if node.id not in ("h⁻", "x"))
_WIRES = tuple(w for w in LSTM.wires if not w.bundle and "." not in (w.value or ""))
DIAGRAMS = {
    "hands": replace(LSTM, size=(12.1, 5.2), nodes=_NODES, wires=_WIRES, stages=_STAGES),
    "weights": LSTM,
    "peepholes": PEEPHOLE_LSTM,
}


def words(name: str) -> dict:
    """All that is written in the notation `name`."""
    faces = {face: vocabulary(diagram, name) for face, diagram in DIAGRAMS.items()}
    for stage in faces["hands"]["stages"]:
        if stage["name"] in _PRODUCTS:
            series, right = _PRODUCTS[stage["name"]]
            line = {"name": series, "left": "", "right": pieces(right, name, "LSTM")}
            stage["forward"] = [line]
    symbols = {ref: notation.short(ref, name) for ref in ("x", *"ifogchm", "h⁻", "c⁻")}
    for face in faces.values():
        face["symbols"] = symbols | face["symbols"]
    return {
        "label": told(notation.LABELS[name]),
        "faces": faces,
        "presets": {key: _says(key, name) for key in SAYS},
        "weights": {
            "w": notation.symbol("W", name),
            "u": notation.symbol("U", name),
            "b": notation.symbol("b", name),
            "p": "W_c" if name == "peephole-lecture" else "P",
        },
    }


def _says(key, name):
    """What a preset shows, in general and for a unit with weights."""
    said = (notation.text(pieces(told(text[key]), name, "LSTM")) for text in (SAYS, BY_WEIGHTS))
    return dict(zip(("says", "byWeights"), said, strict=True))
