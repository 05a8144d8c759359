"""Warm-up: a row vector times a matrix, for a whole batch at once."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
`x` $(B, D)$ holds one input in each row, `W` is $(D, H)$ and `b` is $(H,)$. Return

$$z = x W + b$$

of shape $(B, H)$: for every row of `x` one row of `z`.
"""

HINTS = (
    "Check the shapes first: $(B, D)$ times $(D, H)$ is $(B, H)$. The $D$ in the middle goes away.",
    "The product of two matrices is written `x @ W`.",
    "`b` $(H,)$ is added to every row by itself: `x @ W + b`.",
)


def affine(x, W, b):
    return x @ W + b


BUGS = (
    Bug(" + b", "",
        "The bias is missing: add `b` to every row."),
    Bug("x @ W", "x * W",
        "`*` multiplies number by number. The product of matrices is `@`."),
    Bug("x @ W", "x @ W.T",
        "`W` is turned round. Here inputs are *rows* and multiply `W` from the left as it is; "
        "courses whose inputs are columns write $W x$ with a `W` of the other shape."),
    Bug("x @ W", "(W @ x.T).T",
        "`W` is turned round. Here inputs are *rows* and multiply `W` from the left as it is; "
        "courses whose inputs are columns write $W x$ with a `W` of the other shape."),
    Bug("x @ W", "W @ x",
        "The order is turned round. Inputs are *rows* and stand on the left: `x @ W`."),
    Bug("x @ W", "x.T @ W",
        "`x` is turned round. Its rows are the inputs already: `x @ W`."),
    Bug("x @ W + b", "np.tanh(x @ W + b)", "tanh is too much here: only the sum is asked for."),
    Bug("+ b", "+ b[:, None]",
        "`b` went down the rows. It has one number for each *column* of $z$."),
)  # fmt: skip

RULES = {"z": "Each row of $z$ is a row of $x$ times $W$, plus $b$."}


def trials():
    """Square matrices, in which a wrong turn shows as wrong numbers; then a single number."""
    return [_trial(3), _trial(1)]


def _trial(size):
    rng = np.random.default_rng(size)
    x, W, b = rng.normal(size=(size, size)), rng.normal(size=(size, size)), rng.normal(size=size)
    z = np.array([[sum(x[i] * W[:, j]) + b[j] for j in range(size)] for i in range(size)])
    return Trial(
        arguments=(x, W, b),
        names=("x", "W", "b"),
        returns={"z": (size, size)},
        answers={"z": z},
        rules=RULES,
    )


affine = Exercise(
    "rows times a matrix",
    statement=STATEMENT,
    hints=HINTS,
    solution=affine,
    bugs=BUGS,
    trials=trials,
    axes={"x": "B D", "W": "D H", "b": "H"},
)
