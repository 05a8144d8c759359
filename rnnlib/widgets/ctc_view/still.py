"""A CTCView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.tasks.speech import SYMBOLS
from rnnlib.widgets.shared.still import number


def sentence(view):
    """What was said and read, and what the step at the cursor has."""
    found, t = view.found, min(view.t, len(view.found.y) - 1)
    head = say("speech.still_head", digits=found.digits, T=len(found.y))
    if "symbols" not in view.parts:
        return f"{head}."
    k = int(found.y[t].argmax())
    name = say("speech.blank") if k == 0 else SYMBOLS[k]
    p = number(found.y[t, k])
    return say("speech.still", head=head, read=found.read, t=t + 1, name=name, p=p)


def figure(view):
    """The parts of the view over one time, and the cursor."""
    t = min(view.t, len(view.found.y) - 1)
    return plots.heard(view.found, parts=view.parts, layer=view.layer, t=t)
