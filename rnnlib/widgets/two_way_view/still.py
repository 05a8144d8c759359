"""A TwoWayView in one sentence and one figure."""

from rnnlib import plots
from rnnlib.widgets.shared.labels import visible
from rnnlib.widgets.shared.still import size


def sentence(view):
    """How far both layers have read and what the output says, or which way its gradient goes."""
    T, t, o = view._choices["t"], view.t, view.output
    labels, (best, p) = view._run["labels"], view._run["predictions"][o][0]
    said = f"A sequence of {T} steps read from both ends by two layers"
    if view.direction == "backward":
        share = view.found.share()[o]
        left, right = view.found.forward[o], view.found.backward[o]
        a, b = int(left.argmax()), int(right.argmax())
        return (
            f"{said}; of the gradient of the loss at output {o + 1}, {100 * share:.0f} % goes by "
            f"the forward layer, most of it, {size(left[a])}, to input {a + 1}{_quoted(labels, a)},"
            f" and {100 - 100 * share:.0f} % by the backward layer, most of it, {size(right[b])}, "
            f"to input {b + 1}{_quoted(labels, b)}."
        )
    done = int(view.complete().sum())
    says = f"output {o + 1} says “{visible(best)}” ({p:.2f})"
    says = says if view.complete()[o] else f"output {o + 1} is not one of them"
    return (
        f"{said}: the forward one has come to input {t + 1}{_quoted(labels, t)}, the backward one "
        f"to input {T - t}{_quoted(labels, T - 1 - t)}; {done} outputs are complete, {says}."
    )


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
    return f", “{labels[s]}”" if labels else ""
