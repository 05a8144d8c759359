"""A CTCView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.tasks.speech import SYMBOLS
from rnnlib.widgets.shared.still import number


def sentence(view):
    """What was said and read, and what the step at the cursor has."""
    found, t = view.found, min(view.t, len(view.found.y) - 1)
    head = f"“{found.digits}” in {len(found.y)} steps"
    if "symbols" not in view.parts:
        return f"{head}."
    k = int(found.y[t].argmax())
    name = "the blank" if k == 0 else SYMBOLS[k]
    return (
        f"{head}, read as “{found.read}”; at step {t + 1} {name} is likeliest, "
        f"with {number(found.y[t, k])}."
    )


def figure(view):
    """The parts of the view over one time, and the cursor."""
    t = min(view.t, len(view.found.y) - 1)
    return plots.heard(view.found, parts=view.parts, layer=view.layer, t=t)
