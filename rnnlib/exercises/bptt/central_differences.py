"""A gradient without any derivative: central differences."""

import numpy as np

from rnnlib.checks import numerical_gradient
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Write the tool that finds out whether a gradient is right. `f(x)` is a number that depends on the
array `x` of any shape. Return an array of that shape with

$$\frac{\partial f}{\partial x_k} \approx
\frac{f(x + \varepsilon e_k) - f(x - \varepsilon e_k)}{2 \varepsilon}$$

for every entry $k$, where $e_k$ is 1 at $k$ and 0 elsewhere. `eps` is $\varepsilon$. Leave `x` as
it is.
"""

HINTS = (
    "`np.ndindex(x.shape)` walks through the places of an array of any shape: `x[k]` is the entry "
    "at place `k`.",
    "For each place make a fresh array $\\varepsilon e_k$: zeros like `x`, with `eps` at `k`.",
    "`gradient[k] = (f(x + e) - f(x - e)) / (2 * eps)`.",
)


def central_differences(x, f, eps):
    gradient = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[k] = eps
        gradient[k] = (f(x + e) - f(x - e)) / (2 * eps)
    return gradient


_QUOTIENT = "(f(x + e) - f(x - e)) / (2 * eps)"
BUGS = (
    Bug(_QUOTIENT, "(f(x + e) - f(x)) / eps",
        "This is the one-sided difference. Its error shrinks with ε, that of the central one with "
        "ε²: step to both sides."),
    Bug(_QUOTIENT, "(f(x + e) - f(x - e)) / eps",
        "The two points lie $2 \\varepsilon$ apart: divide by `2 * eps`."),
    Bug(_QUOTIENT, "(f(x - e) - f(x + e)) / (2 * eps)", "The sign is turned: up minus down."),
    Bug(_QUOTIENT, "(f(x + e) - f(x - e)) / 2 * eps",
        "Mind the brackets: `/ 2 * eps` multiplies by `eps`."),
    Bug(_QUOTIENT, "(f(x) - f(x - e)) / eps",
        "This is a one-sided difference: `f(x)` lies in the middle. Step to both sides."),
    Bug(_QUOTIENT, "(f(x + e) - f(x)) / (2 * eps)",
        "Half of the slope: the second point is `x` itself, in the middle. Step to both sides. If "
        "you move `x[k]` and not a copy, the second point is `2 * eps` below the first."),
    Bug(_QUOTIENT, "f(x + e) - f(x - e) / (2 * eps)",
        "Mind the brackets: first the difference of both, then divide."),
    Bug(_QUOTIENT, "0 * f(x)",
        "Every slope is 0, as if both points were the same. If you write `up = x`, that is a "
        "second name for the same array, not a second array: `up = x.copy()`."),
    Bug("np.ndindex(x.shape)", "range(len(x))",
        "Right for a vector, but in a matrix `x[k]` is a whole row, and all of it moves. Walk "
        "through the single entries: `np.ndindex(x.shape)`."),
    Bug("e[k] = eps", "e[:] = eps",
        "All entries move at once: that is the sum of all derivatives. Move one at a time."),
    Bug("e = np.zeros_like(x)", "e = np.zeros_like(x) if not any(k) else e",
        "What was moved before is not moved back: start from a fresh `e` at every place."),
)  # fmt: skip

RULES = {"gradient": "Each entry is the slope of $f$ when that entry alone moves."}


def trials():
    """Smooth functions of a vector and of a matrix."""
    return [_trial((3,)), _trial((2, 3))]


def _trial(shape):
    rng = np.random.default_rng(len(shape))
    x, weights = rng.normal(size=shape), rng.normal(size=shape)

    def f(x):
        return np.sum(weights * np.exp(x)) + np.prod(np.cos(x))

    return Trial(
        arguments=(x, f, 1e-5),
        names=("x", "f", "eps"),
        returns={"gradient": shape},
        answers={"gradient": numerical_gradient(f, x.copy())},
        rules=RULES,
    )


central_differences = Exercise(
    "a gradient by central differences",
    statement=STATEMENT,
    hints=HINTS,
    solution=central_differences,
    bugs=BUGS,
    trials=trials,
)
