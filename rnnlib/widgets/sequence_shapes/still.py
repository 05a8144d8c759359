"""A SequenceShapes in one sentence and one figure."""

from rnnlib import plots
from rnnlib.widgets.shared.still import number, size, window

COLUMNS = 9


def sentence(widget):
    """The shape, and what stands in the column."""
    shown, t = widget.now, widget.t
    run, N = shown.run, len(shown.run.h)
    asked = int((run.target >= 0).sum())
    answer = shown.said(t)
    if widget.direction == "backward":
        told = (
            f"the gradient of the loss by the state of column {t + 1} is {size(run.flow[t])}, "
            f"of which {size(run.enters[t])} enters there"
        )
    elif answer:
        told = (
            f"column {t + 1} answers “{answer[0]}”; “{answer[1]}” is right, with a probability of "
            f"{number(answer[2])} and a loss of {number(run.losses[t])}"
        )
    else:
        told = f"column {t + 1} is asked for no answer"
    return (
        f"A recurrent network in the shape {run.shape}: {N} {_plural(N, 'column')}, "
        f"{asked} {_plural(asked, 'answer')} with a loss; {told}."
    )


def figure(widget):
    """The columns around the cursor."""
    first, end = window(widget.t, len(widget.now.run.h), COLUMNS)
    back = widget.direction == "backward"
    return plots.sequence_shape(widget.now, first, end, t=widget.t, back=back)


def _plural(n, word):
    return word if n == 1 else f"{word}s"
