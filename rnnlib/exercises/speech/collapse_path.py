"""What a path says: repeats merged, blanks removed."""

import numpy as np

from rnnlib.decoding.ctc import collapse
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Write $\mathcal B$, which makes of a path what it says: first equal neighbours become one, then the
blanks go. `path` $(T,)$ holds a symbol for every step, as an integer; the blank is 0.

$$
\mathcal B(0\,7\,7\,0\,0\,7\,3) = 7\,7\,3
$$

Return the symbols as one array or list. Leave the argument as it is.
"""

HINTS = (
    "A step counts if its symbol is not the blank, and is not that of the step before.",
    "`path[1:] != path[:-1]` says for every step but the first whether it differs from the one "
    "before. The first step is always new.",
    "`new = np.concatenate(([True], path[1:] != path[:-1]))`, and then `path[new & (path != 0)]`.",
)


def collapse_path(path):
    new = np.concatenate(([True], path[1:] != path[:-1]))
    return path[new & (path != 0)]


BUGS = (
    Bug("path[new & (path != 0)]",
        "[k for n, k in enumerate(path[path != 0]) if not n or k != path[path != 0][n - 1]]",
        "The blanks went first, and then nothing was left to keep two equal symbols apart. Merge "
        "first, then take out the blanks."),
    Bug("new & (path != 0)", "path != 0",
        "Only the blanks are gone. Equal neighbours become one symbol, before."),
    Bug("new & (path != 0)", "new",
        "The blanks are still there: once they have kept repeats apart, they go."),
    Bug("path[new & (path != 0)]", "np.unique(path[path != 0])",
        "Every symbol appears once, in order of size. Only equal *neighbours* are merged, and the "
        "order is that of the path."),
    Bug("([True], path[1:] != path[:-1])", "([False], path[1:] != path[:-1])",
        "The first step is lost: it has none before it, so its symbol is always a new one."),
)  # fmt: skip

RULES = {"symbols": "Of equal neighbours one stays, and then all that are 0 go."}


def trials():
    """Paths with repeats, with and without a blank between."""
    paths = ([0, 7, 7, 0, 0, 7, 3], [2, 2, 0, 1, 1, 0, 0, 1, 2], [4], [5, 0, 5, 5, 5, 0])
    return [_trial(np.array(path)) for path in paths]


def _trial(path):
    symbols = collapse(path)
    return Trial(
        arguments=(path,),
        names=("path",),
        returns={"symbols": symbols.shape},
        answers={"symbols": symbols.astype(float)},
        rules=RULES,
    )


collapse_path = Exercise(
    "what a path says",
    statement=STATEMENT,
    hints=HINTS,
    solution=collapse_path,
    bugs=BUGS,
    trials=trials,
    axes={"path": "T"},
)
