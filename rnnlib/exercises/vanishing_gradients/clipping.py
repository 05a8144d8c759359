"""A gradient that is too long is shortened; its direction stays."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.optim import clip_norm

STATEMENT = r"""
Clip a gradient by its norm. `dW`, `dU`, `db` are the parts of *one* gradient $g$, and $\|g\|$ is
the length of all their numbers together. If it is above `threshold`, return

$$\hat g = \frac{\text{threshold}}{\|g\|}\; g ,$$

and otherwise $g$ as it is. Return `dW`, `dU`, `db` and, last, $\|g\|$ **before** clipping: it is
what you want to see in a log. Do not write into the arrays that you are given.
"""

HINTS = (
    "There is one norm for all three arrays: the root of the sum of all squares.",
    "`norm = np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))`. What must the factor be when "
    "`norm` is below the threshold?",
    "`scale = min(1, threshold / norm)`, and every array is multiplied by it.",
)


def clip(dW, dU, db, threshold):
    norm = np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))
    scale = min(1.0, threshold / norm)
    dW, dU, db = (scale * g for g in (dW, dU, db))
    return dW, dU, db, norm


_ALONE = "min(1.0, threshold / np.sqrt((g**2).sum()))"
BUGS = (
    Bug("(scale * g for", f"({_ALONE} * g for",
        "Each array has been clipped by its own norm. They are parts of one gradient: with "
        "different factors its direction turns. One norm, one factor."),
    Bug("min(1.0, threshold / norm)", "threshold / norm",
        "A gradient below the threshold has been *lengthened*. It must stay as it is: the factor "
        "is never above 1."),
    Bug("(scale * g for", "(np.clip(g, -threshold, threshold) for",
        "This cuts every entry on its own, which is clipping by value: the direction turns. By "
        "norm, all entries are scaled alike."),
    Bug("return dW, dU, db, norm", "return dW, dU, db, min(norm, threshold)",
        "This is the norm after clipping. Before clipping, it tells you how often and how far the "
        "gradient explodes."),
    Bug("np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))",
        "sum((g**2).sum() for g in (dW, dU, db))",
        "The root is missing: this is $\\|g\\|^2$."),
    Bug("np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))",
        "sum(np.sqrt((g**2).sum()) for g in (dW, dU, db))",
        "The three norms have been added up. The length of the whole is the root of the sum of "
        "*squares*."),
    Bug("np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))",
        "max(np.abs(g).max() for g in (dW, dU, db))",
        "This is the largest entry, not the length of the gradient."),
    Bug("min(1.0, threshold / norm)", "max(1.0, threshold / norm)",
        "A long gradient is not shortened. The factor is threshold over norm, not the other way "
        "round, and at *most* 1: `min`, not `max`."),
    Bug("min(1.0, threshold / norm)", "1.0 if norm <= threshold else 1.0 / norm",
        "The long gradient has length 1 now. It should have that of the threshold: the factor is "
        "threshold over norm."),
    Bug("np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))", "np.sqrt((dW**2).sum())",
        "This is the length of `dW` alone. The gradient is all three arrays together."),
    Bug("np.sqrt(sum((g**2).sum() for g in (dW, dU, db)))", "np.sqrt((dU**2).sum())",
        "This is the length of `dU` alone. The gradient is all three arrays together."),
)  # fmt: skip

RULES = {
    "norm": "It is the root of the sum of all squares, over all three arrays.",
    "dW": "It is the old one times `min(1, threshold / norm)`.",
    "dU": "It is the old one times `min(1, threshold / norm)`.",
    "db": "It is the old one times `min(1, threshold / norm)`.",
}


def trials():
    """A gradient above the threshold and one below, clipped by `clip_norm`."""
    return [_trial(3.0, 0.5), _trial(0.01, 1.0), _trial(40.0, 5.0)]


def _trial(size, threshold):
    rng = np.random.default_rng(round(100 * size))
    shapes = {"dW": (2, 3), "dU": (3, 3), "db": (3,)}
    given = {name: size * rng.normal(size=shape) for name, shape in shapes.items()}
    clipped = {name: g.copy() for name, g in given.items()}
    norm = clip_norm(clipped, threshold)
    return Trial(
        arguments=(*given.values(), threshold),
        names=(*given, "threshold"),
        returns=shapes | {"norm": ()},
        answers={"norm": np.array(norm)} | clipped,
        rules=RULES,
    )


clipping = Exercise(
    "clipping by norm",
    statement=STATEMENT,
    hints=HINTS,
    solution=clip,
    bugs=BUGS,
    trials=trials,
    axes={"dW": "D H", "dU": "H H", "db": "H"},
)
