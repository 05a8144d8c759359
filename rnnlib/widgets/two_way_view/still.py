"""A TwoWayView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.labels import visible
from rnnlib.widgets.shared.still import size


def sentence(view):
    """How far both layers have read and what the output says, or which way its gradient goes."""
    T, t, o = view._choices["t"], view.t, view.output
    labels, (best, p) = view._run["labels"], view._run["predictions"][o][0]
    if view.direction == "backward":
        share = view.found.share()[o]
        left, right = view.found.forward[o], view.found.backward[o]
        a, b = int(left.argmax()), int(right.argmax())
        ahead = {"share": f"{100 * share:.0f}", "left": size(left[a]), "a": a + 1}
        back = {"rest": f"{100 - 100 * share:.0f}", "right": size(right[b]), "b": b + 1}
        quoted = {"at_a": _quoted(labels, a), "at_b": _quoted(labels, b)}
        return say("ways.still_back", T=T, n=o + 1, **ahead, **back, **quoted)
    done = int(view.complete().sum())
    says = say("ways.still_says", n=o + 1, symbol=visible(best), p=f"{p:.2f}")
    says = says if view.complete()[o] else say("ways.still_not", n=o + 1)
    quoted = {"at_t": _quoted(labels, t), "at_s": _quoted(labels, T - 1 - t)}
    return say("ways.still", T=T, t=t + 1, s=T - t, **quoted, done=done, says=says)


def figure(view):
    """The outputs over the two lanes over the inputs; below them the gradient."""
    ahead, back = view.found.tape
    guesses = [
        steps[0] if asked else ("·", 0.0)
        for steps, asked in zip(view._run["predictions"], view._run["asked"], strict=True)
    ]
    return plots.two_ways(
        ahead["h"][:, 0],
        back["h"][::-1, 0],
        reached=view.reached(),
        labels=view._run["labels"],
        outputs=guesses if view.direction == "backward" else _there(view, guesses),
        gradient=(view.found.forward[view.output], view.found.backward[view.output])
        if view.direction == "backward"
        else None,
        output=view.output,
        notation=view.notation,
    )


def _there(view, guesses):
    return [g if done else ("", 0.0) for g, done in zip(guesses, view.complete(), strict=True)]


def _quoted(labels, s):
    return say("compare.still_label", label=labels[s]) if labels else ""
