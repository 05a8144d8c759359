"""The mask of a masked convolution."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.pixels import causal_mask

STATEMENT = r"""
Write the two masks of a masked convolution. A kernel of $k$ rows and $l$ columns, both odd, lies
with its middle on the pixel in question; its entry $(i, j)$ looks at the pixel $i - (k-1)/2$ rows
below and $j - (l-1)/2$ columns to the right. A mask is 1 where the kernel may look and 0 where it
may not: at no pixel that comes later in raster order, row by row from the left.

- **Mask A**, for the first layer, which reads the picture itself: not the pixel in question either.
- **Mask B**, for all later layers, whose features of that pixel know nothing of it: it, too.

Return `A, B`, both $(k, l)$ of zeros and ones. `np` is there.
"""

HINTS = (
    "The middle is `k // 2, l // 2`. Begin with `np.ones((k, l))` and put in zeros, or the other "
    "way round.",
    "All rows above the middle are earlier, *in their whole width*: the pixel on the upper right "
    "has been told long ago. All rows below are later.",
    "In the middle row what is left of the middle is earlier: `A[k // 2, : l // 2] = 1`. "
    "B is A with one entry more.",
)


def blind_to_the_future(k, l):
    A = np.zeros((k, l))
    A[: k // 2] = 1
    A[k // 2, : l // 2] = 1
    B = A.copy()
    B[k // 2, l // 2] = 1
    return A, B


BUGS = (
    Bug("A[: k // 2] = 1", "A[: k // 2, : l // 2 + 1] = 1",
        "The pixels on the upper *right* are missing: the whole row above has been told already."),
    Bug("A[: k // 2] = 1", "A[: k // 2 + 1] = 1",
        "The whole middle row is let through: its right half, and in mask A the pixel itself, are "
        "yet to come. A network would read the answer off its input."),
    Bug("A[: k // 2] = 1", "A[k // 2 + 1 :] = 1",
        "Upside down: the rows *below* the middle are the future."),
    Bug("A[: k // 2] = 1\n", "\n",
        "The rows above the middle are missing: all of them have been told already."),
    Bug("A[k // 2, : l // 2] = 1\n", "A[k // 2, : l // 2 + 1] = 1\n",
        "Mask A lets the pixel itself through. In the first layer that is the answer."),
    Bug("A[k // 2, : l // 2] = 1\n", "A[k // 2, l // 2 + 1 :] = 1\n",
        "Mirrored: in its own row a pixel may look to the *left*."),
    Bug("A[k // 2, : l // 2] = 1\n", "\n",
        "What is left of the middle in its own row is missing."),
    Bug("B[k // 2, l // 2] = 1\n", "\n",
        "Mask B lets the pixel itself through: else every layer would forget one pixel more."),
    Bug("B[k // 2, l // 2] = 1\n", "B[k // 2, l // 2 :] = 1\n",
        "Mask B looks to the right: of its own row it may see the middle and what is left of it."),
    Bug("return A, B", "return B, A",
        "The masks have changed places: A is the one that sees less."),
    Bug("return A, B", "return 1 - A, 1 - B",
        "Turned round: 1 is where the kernel may look."),
    Bug("A[: k // 2] = 1", "A[: l // 2] = 1",
        "Rows and columns have changed places: $k$ is the number of rows."),
)  # fmt: skip

RULES = {
    "A": "It is 1 in all rows above the middle, and left of the middle in its own row.",
    "B": "It is mask A, and 1 in the middle as well.",
}


def trials():
    """Kernels that are square, wide, high and single."""
    return [_trial(*kernel) for kernel in ((3, 3), (3, 7), (5, 3), (1, 5), (1, 1))]


def _trial(k, l):
    masks = {kind: causal_mask((k, l), kind).astype(float) for kind in "AB"}
    return Trial(
        arguments=(k, l),
        names=("k", "l"),
        returns={"A": (k, l), "B": (k, l)},
        answers=masks,
        rules=RULES,
    )


blind_to_the_future = Exercise(
    "the two masks",
    statement=STATEMENT,
    hints=HINTS,
    solution=blind_to_the_future,
    bugs=BUGS,
    trials=trials,
)
