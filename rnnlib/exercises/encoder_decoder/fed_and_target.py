"""What a decoder reads and what it is to write, from strings of different lengths."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.tasks import Pairs, Vocabulary

STATEMENT = r"""
Make of $B$ strings what a decoder needs for a lesson with teacher forcing. `symbols` $(N, B)$ holds
a string in each column, `lengths` $(B,)$ says how many of its symbols are real; what stands below
them is anybody's guess. `start` and `stop` are two integers.

With $T = N + 1$ return `target, mask, fed`, each $(T, B)$:

- `target`: the string, then the stop, and the stop again in all places that are left;
- `mask`: True where the target is real. The first stop is, those behind it are not;
- `fed`: what the decoder reads: the start, then each symbol one step after it was to be written.

Leave the arguments as they are.
"""

HINTS = (
    "Number the steps in a column, `t = np.arange(N + 1)[:, None]`: then `t < lengths` is "
    "$(T, B)$, True where a symbol of the string stands.",
    "`symbols` has one row too few. `np.vstack((symbols, symbols[-1:]))` has enough; "
    "`np.where(t < lengths, …, stop)` keeps of it what is real.",
    "`fed` is the target one step later: `target[:-1]` below a row of starts. The mask is "
    "`t <= lengths`, one step longer than the string.",
)


def fed_and_target(symbols, lengths, start, stop):
    t = np.arange(len(symbols) + 1)[:, None]
    longer = np.vstack((symbols, symbols[-1:]))
    target = np.where(t < lengths, longer, stop)
    mask = t <= lengths
    first = np.full((1, len(lengths)), start)
    fed = np.concatenate((first, target[:-1]))
    return target, mask, fed


BUGS = (
    Bug("np.concatenate((first, target[:-1]))", "target",
        "The decoder reads what it is about to write. It would learn to copy its input, and know "
        "nothing when it is on its own: shift by one step."),
    Bug("np.concatenate((first, target[:-1]))", "np.concatenate((target[1:], first))",
        "Shifted the wrong way: at step $t$ it reads symbol $t - 1$, not symbol $t + 1$."),
    Bug("np.concatenate((first, target[:-1]))", "np.roll(target, 1, axis=0)",
        "The first symbol to read is the start. Here it is the stop; `np.roll` does that, too, for "
        "it carries the last row round to the top."),
    Bug("t <= lengths", "t < lengths",
        "The stop is left out of the mask, and so of the loss: a decoder that is never taught to "
        "stop goes on writing."),
    Bug("t <= lengths", "t <= lengths.max()",
        "The mask ends with the longest string. Each string has its own end."),
    Bug("np.where(t < lengths, longer, stop)", "np.where(t < len(symbols), longer, stop)",
        "The stop stands behind the longest string alone. Each string ends where its own length "
        "says so; what stands below is not real."),
    Bug("np.where(t < lengths, longer, stop)", "np.where(t <= lengths, longer, stop)",
        "The stop comes one step late, behind a symbol that is not real."),
)  # fmt: skip

RULES = {
    "target": "It is the string where $t <$ `lengths`, and the stop from there on.",
    "mask": "It is True where $t \\le$ `lengths`: the string and one stop.",
    "fed": "It is a row of starts above `target[:-1]`.",
}


def trials():
    """One string, then several of different lengths, the right answers from `Pairs`."""
    return [_trial(["cab"]), _trial(["ab", "d", "badc", "ccb"])]


def _trial(strings):
    letters = Vocabulary("abcd")
    batch = Pairs(strings, strings, letters, letters).batch()
    lengths = np.array([len(string) for string in strings])
    mask = np.ones(batch.target.shape, bool) if batch.mask is None else batch.target_mask
    target = np.where(mask, batch.target, letters.stop)
    N = lengths.max()
    guess = np.random.default_rng(N).integers(letters.N, size=(N, len(strings)))
    symbols = np.where(np.arange(N)[:, None] < lengths, target[:-1], guess)
    fed = np.vstack((np.full(len(strings), letters.start), target[:-1]))
    return Trial(
        arguments=(symbols, lengths, letters.start, letters.stop),
        names=("symbols", "lengths", "start", "stop"),
        returns=dict.fromkeys(("target", "mask", "fed"), target.shape),
        answers={"target": target.astype(float), "mask": mask.astype(float), "fed": fed},
        rules=RULES,
    )


fed_and_target = Exercise(
    "what a decoder reads and what it writes",
    statement=STATEMENT,
    hints=HINTS,
    solution=fed_and_target,
    bugs=BUGS,
    trials=trials,
    axes={"symbols": "N B", "lengths": "B"},
)
