"""What an unrolled graph says, in one notation: symbols, formulas, a sentence for each stage."""

from rnnlib import notation
from rnnlib.diagrams.unrolled import NOTES, PARAMETERS, STAGES, equations, timed, written
from rnnlib.language import told
from rnnlib.widgets.shared.words import pieces

SAYS = {
    "sum": "The input adds {=a.x}, the old state {=a.h}, the bias {=a.b}: {a} = {=a}.",
    "squash": "The state of this unit is {h} = {=h}.",
    "scores": "The score of the target is {s} = {=s}.",
    "softmax": "Its probability is {y} = {=y}.",
    "loss": "This step costs {L} = {=L}.",
}
QUANTITIES = ("x", "h", "a", "s", "y", "L")
MARK = "0"  # stands where the page writes the number of the step


def vocabulary(cell, name):
    """Everything that the page writes in the notation `name`, for a cell of this diagram."""
    return {
        "label": told(notation.LABELS[name]),
        "note": told(NOTES[name]),
        "symbols": {q: written(q, name) for q in (*QUANTITIES, *PARAMETERS)},
        "timed": {q: timed(q, MARK, name).rsplit(MARK, 1) for q in QUANTITIES},
        "stages": [
            {
                "name": stage,
                "forward": [_line(cell, *line, name) for line in equations(cell, name)[stage]],
                "backward": [],
                "says": pieces(told(SAYS[stage]), name, cell),
                "saysBack": [],
            }
            for stage in STAGES
        ],
    }


def _line(cell, left, right, name):
    return {
        "name": left,
        "left": notation.symbol(left, name),
        "right": pieces(right, name, cell),
    }
