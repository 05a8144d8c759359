"""A SequenceShapes in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.language import told as sentence_of
from rnnlib.widgets.shared.still import number, size, window

COLUMNS = 9


def sentence(widget):
    """The shape, and what stands in the column."""
    shown, t = widget.now, widget.t
    run, N = shown.run, len(shown.run.h)
    asked = int((run.target >= 0).sum())
    answer = shown.said(t)
    if widget.direction == "backward":
        sizes = {"flow": size(run.flow[t]), "enters": size(run.enters[t])}
        told = say("shapes.still_back", t=t + 1, **sizes)
    elif answer:
        numbers = {"p": number(answer[2]), "loss": number(run.losses[t])}
        told = say("shapes.still_answer", t=t + 1, said=answer[0], right=answer[1], **numbers)
    else:
        told = say("shapes.still_none", t=t + 1)
    shape = sentence_of(run.shape)
    return say("shapes.still", shape=shape, N=N, asked=asked, told=told)


def figure(widget):
    """The columns around the cursor."""
    first, end = window(widget.t, len(widget.now.run.h), COLUMNS)
    back = widget.direction == "backward"
    return plots.sequence_shape(widget.now, first, end, t=widget.t, back=back)
