"""An AttentionView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.widgets.shared.still import number, size


def sentence(view):
    """Where the output at the cursor looks most, or by which road its gradient comes."""
    source, target, t = view._source, view._target, view.t
    head = f"{len(target)} outputs over {len(source)} tokens; output {t + 1}, “{target[t]}”, "
    if view.direction == "backward":
        through, along = (
            size((view.arrays[name][t] ** 2).sum() ** 0.5) for name in ("attention", "state")
        )
        return f"{head}gradient: {through} through the attention, {along} through the state alone."
    weights = view.arrays["alpha"][t]
    j = int(weights.argmax())
    return f"{head}looks most at token {j + 1}, “{source[j]}”, with α = {number(weights[j])}."


def figure(view):
    """The matrix of weights, or of gradients through the attention; the row of t framed."""
    back = view.direction == "backward"
    matrix = view.arrays["attention" if back else "alpha"]
    return plots.alignment(matrix, view._source, view._target, t=view.t, weights=not back)
