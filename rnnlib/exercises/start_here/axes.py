"""Warm-up: which axis is time."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
`h` $(T, B, H)$ holds the states of a run: $T$ steps of time, $B$ sequences side by side, $H$ units.
Return two arrays of shape $(B, H)$,

- `last`: the state of every sequence after the last step,
- `mean`: its mean over all steps.
"""

HINTS = (
    "The first axis is time: `h[0]` is the state after the first step, of all sequences.",
    "NumPy counts from the end with negative numbers: the last step is `h[-1]`.",
    "The mean along the axis of time is `h.mean(axis=0)`.",
)


def axes(h):
    last = h[-1]
    mean = h.mean(axis=0)
    return last, mean


BUGS = (
    Bug("h[-1]", "h[:, -1]",
        "This is the last *sequence* at every step. Time is the first axis here: `h[-1]`."),
    Bug("h[-1]", "h[0]",
        "This is the state after the *first* step."),
    Bug("h[-1]", "h[:, :, -1]",
        "This is the last *unit*. The axes are time, sequence, unit."),
    Bug("axis=0", "axis=1",
        "This is the mean over the *sequences*, step by step. Time is axis 0."),
    Bug("axis=0", "axis=2",
        "This is the mean over the *units*. Time is axis 0."),
    Bug("return last, mean", "return mean, last",
        "The two have changed places: first `last`, then `mean`."),
    Bug("h.mean(axis=0)", "h.sum(axis=0)",
        "This is the sum over all steps. Divide by their number, $T$."),
    Bug("h.mean(axis=0)", "h.mean()",
        "This is one mean of all numbers together. Take it along the axis of time alone."),
)  # fmt: skip

RULES = {
    "last": "It is the state at the end of the first axis, time.",
    "mean": "For every sequence and unit it is the mean of $T$ numbers.",
}


def trials():
    """A run with T = B = H, in which a wrong axis has the right shape."""
    rng = np.random.default_rng(0)
    size = 3
    h, _ = Recurrent(VanillaCell(2, size, rng=rng)).forward(rng.normal(size=(size, size, 2)))
    mean = sum(h) / size
    answers = {"last": np.array(h[size - 1]), "mean": mean}
    returns = dict.fromkeys(answers, (size, size))
    return [Trial((np.array(h),), ("h",), returns, answers, RULES)]


axes = Exercise(
    "time comes first",
    statement=STATEMENT,
    hints=HINTS,
    solution=axes,
    bugs=BUGS,
    trials=trials,
    axes={"h": "T B H"},
)
