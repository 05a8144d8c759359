"""An UnrollView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, window

COPIES = 4


def sentence(view):
    """The block, its copies, and the losses that they add up to."""
    run, t, labels = view.run, view.t, view._run["labels"]
    read = say("unroll.still_reads", label=labels[t]) if labels else ""
    target = view._run["symbols"][run.target[t]]
    marked = say("unroll.still_marked", name=view.parameter) if view.parameter else ""
    place = {"H": run.a.shape[1], "marked": marked, "t": t + 1, "T": len(run.a), "read": read}
    numbers = {"p": number(run.y[t, run.target[t]]), "loss": number(run.losses[t])}
    whole = number(run.losses.sum())
    return say("unroll.still", **place, target=target, **numbers, whole=whole)


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
