"""An AttentionView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size


def sentence(view):
    """Where the output at the cursor looks most, or by which road its gradient comes."""
    source, target, t = view._source, view._target, view.t
    here = {"outputs": len(target), "tokens": len(source), "t": t + 1, "target": target[t]}
    if view.direction == "backward":
        through, along = (
            size((view.arrays[name][t] ** 2).sum() ** 0.5) for name in ("attention", "state")
        )
        return say("attention.still_back", **here, through=through, along=along)
    weights = view.arrays["alpha"][t]
    j = int(weights.argmax())
    alpha = number(weights[j])
    return say("attention.still", **here, j=j + 1, source=source[j], alpha=alpha)


def figure(view):
    """The matrix of weights, or of gradients through the attention; the row of t framed."""
    back = view.direction == "backward"
    matrix = view.arrays["attention" if back else "alpha"]
    return plots.alignment(matrix, view._source, view._target, t=view.t, weights=not back)
