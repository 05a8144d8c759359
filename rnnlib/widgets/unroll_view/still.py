"""An UnrollView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.widgets.shared.still import number, window

COPIES = 4


def sentence(view):
    """The block, its copies, and the losses that they add up to."""
    run, t, labels = view.run, view.t, view._run["labels"]
    read = f" reads “{labels[t]}” and" if labels else ""
    target = view._run["symbols"][run.target[t]]
    marked = f", the copies of {view.parameter} marked" if view.parameter else ""
    return (
        f"A recurrent network of {run.a.shape[1]} units, folded to one block with a loop, and "
        f"unfolded to a copy for each step{marked}; step {t + 1} of {len(run.a)}{read} gives "
        f"“{target}” a probability of {number(run.y[t, run.target[t]])}, a loss of "
        f"{number(run.losses[t])} of {number(run.losses.sum())} in all."
    )


def figure(view):
    """The block and the copies around the step."""
    first, end = window(view.t, len(view.run.a), COPIES)
    return plots.unrolled(
        view.run,
        end - first,
        view.notation,
        first=first,
        t=view.t,
        parameter=view.parameter,
    )
