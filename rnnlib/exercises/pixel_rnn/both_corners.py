"""The two directions of a diagonal BiLSTM, put together without a leak."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Put the two directions of a diagonal BiLSTM together. `left` $(R, C, H)$ comes from the upper left
corner: `left[r, c]` has seen the pixels of the rows up to $r$ in the columns up to $c$. `right`
$(R, C, H)$ comes from the upper right corner, but was computed on the *mirrored* picture:
`right[r, j]` belongs to the column $C - 1 - j$, and has seen the rows up to $r$ in the columns from
there on: also of its own row, which is the future.

Return `y` $(R, C, H)$, where every pixel gets from the right only what the row *above* it has seen:

$$
y_{r,c} = \text{left}_{r,c} + \text{right}^{\text{mirrored back}}_{r-1,\,c}
$$

The first row gets nothing from the right. `np` is there. Leave the arguments as they are.
"""

HINTS = (
    "`right[:, ::-1]` mirrors the columns back.",
    "Row $r$ gets row $r - 1$: rows `1:` of the sum, and rows `:-1` of what is added.",
    "Begin with `y = left.copy()`, so that `left` stays as it is.",
)


def both_corners(left, right):
    back = right[:, ::-1]
    y = left.copy()
    y[1:] += back[:-1]
    return y


BUGS = (
    Bug("y[1:] += back[:-1]", "y += back",
        "Not moved down: a pixel now sees what lies right of it in its own row, the future."),
    Bug("back = right[:, ::-1]", "back = right",
        "Not mirrored back: `right[r, j]` belongs to the column $C - 1 - j$."),
    Bug("back = right[:, ::-1]", "back = right[::-1]",
        "The rows are mirrored instead of the columns, axis 1."),
    Bug("back = right[:, ::-1]", "back = right[:, :, ::-1]",
        "The features are mirrored instead of the columns, axis 1."),
    Bug("y[1:] += back[:-1]", "y[:-1] += back[1:]",
        "Moved up instead of down: a pixel now sees the row *below* it."),
    Bug("y[1:] += back[:-1]", "y[:, 1:] += back[:, :-1]",
        "Moved to the side instead of down: rows are axis 0."),
    Bug("y[1:] += back[:-1]", "y += np.roll(back, 1, axis=0)",
        "`np.roll` brings the last row to the top: the first row now sees the end of the picture. "
        "The first row gets nothing."),
    Bug("y[1:] += back[:-1]", "y[2:] += back[:-2]",
        "Moved down by two rows: the row just above is known, and is lost."),
    Bug("y[1:] += back[:-1]", "y[1:] = back[:-1]",
        "From the left comes something, too: the two are added."),
    Bug("y = left.copy()", "y = np.zeros_like(left)", "What comes from the left is missing."),
)  # fmt: skip

RULES = {"y": "It is `left`, and from the second row on the mirrored-back `right` of a row above."}


def trials():
    """Maps higher than wide, and wider than high."""
    return [_trial(*sizes) for sizes in ((3, 4, 2), (5, 3, 4))]


def _trial(R, C, H):
    rng = np.random.default_rng([R, C, H])
    left, right = rng.normal(size=(2, R, C, H))
    y = np.array(
        [[left[r, c] + (right[r - 1, C - 1 - c] if r else 0) for c in range(C)] for r in range(R)]
    )
    return Trial(
        arguments=(left, right),
        names=("left", "right"),
        returns={"y": (R, C, H)},
        answers={"y": y},
        rules=RULES,
    )


both_corners = Exercise(
    "both corners",
    statement=STATEMENT,
    hints=HINTS,
    solution=both_corners,
    bugs=BUGS,
    trials=trials,
    axes={"left": "R C H", "right": "R C H"},
)
