"""Turn every sequence of a padded batch round, and leave the padding where it is."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
`x` $(T, B, D)$ is a batch of sequences of different lengths: sequence `b` has its `lengths[b]` real
steps first, and padding after them. Return a new array in which each sequence stands from its last
real step to its first, **again followed by its padding**, which stays as it is:

| | | | | | |
|:--|:--|:--|:--|:--|:--|
| before | a | b | c | · | · |
| after | c | b | a | · | · |

So a layer that reads from the left meets the last real step first, and padding never before a real
step. Leave the arguments as they are.
"""

HINTS = (
    "`x[::-1]` would do for a batch without padding. With it, the padding comes to the front. So "
    "each sequence has to be turned round by itself.",
    "Begin with a copy of `x`, and loop over the batch: `for b, n in enumerate(lengths)`. Only the "
    "first `n` steps of sequence `b` change.",
    "`x[:n, b]` are the real steps of sequence `b`, `x[:n, b][::-1]` the same, last one first.",
)


def flip_sequences(x, lengths):
    flipped = x.copy()
    for b, n in enumerate(lengths):
        flipped[:n, b] = x[:n, b][::-1]
    return flipped


BUGS = (
    Bug("flipped[:n, b] = x[:n, b][::-1]", "flipped[:, b] = x[:, b][::-1]",
        "The whole array is reversed, padding and all: now the padding stands in front, and a "
        "layer reads it before the first real step."),
    Bug("flipped[:n, b] = x[:n, b][::-1]", "flipped[len(x) - n:, b] = x[:n, b][::-1]",
        "The steps are in the right order and in the wrong place: they stand at the end of the "
        "array. They belong to its beginning, `flipped[:n, b]`."),
    Bug("x.copy()", "np.zeros_like(x)",
        "The padding is gone, zeros stand there. It should stay as it is: begin with a copy."),
    Bug("x[:n, b][::-1]", "x[:n, b][:, ::-1]",
        "The features are reversed, not the steps. Time is the first axis of `x[:n, b]`."),
    Bug("flipped[:n, b] = x[:n, b][::-1]", "flipped[:n - 1, b] = x[:n - 1, b][::-1]",
        "Off by one: the last real step stays where it was. `x[:n]` holds the steps 0 to n − 1."),
    Bug("flipped[:n, b] = x[:n, b][::-1]",
        "flipped[:n + 1, b] = x[:n + 1, b][::-1]",
        "Off by one: the first step of the padding is turned round with the rest."),
    Bug("x[:n, b][::-1]", "x[:n, b]", "Nothing is turned round: `[::-1]` along time."),
    Bug("for b, n in enumerate(lengths)",
        "for b, n in enumerate([max(lengths)] * len(lengths))",
        "Every sequence is turned round as if it were as long as the longest. Each has its own "
        "length."),
)  # fmt: skip

RULES = {
    "flipped": "Sequence `b` begins with `x[lengths[b] − 1, b]` and keeps its padding at the end.",
}


def trials():
    """Batches with and without padding, with every length once."""
    return [_trial(*sizes) for sizes in ((4, (3, 2), 2), (5, (3, 5, 1, 4), 2), (3, (3,), 1))]


def _trial(T, lengths, D):
    rng = np.random.default_rng([T, len(lengths), D])
    x = rng.normal(size=(T, len(lengths), D))
    answer = np.array(x)
    for b, n in enumerate(lengths):
        for t in range(n):
            answer[t, b] = x[n - 1 - t, b]
    return Trial(
        arguments=(x, np.array(lengths)),
        names=("x", "lengths"),
        returns={"flipped": x.shape},
        answers={"flipped": answer},
        rules=RULES,
    )


flip_sequences = Exercise(
    "sequences turned round, padding left",
    statement=STATEMENT,
    hints=HINTS,
    solution=flip_sequences,
    bugs=BUGS,
    trials=trials,
    axes={"x": "T B D", "lengths": "B"},
)
