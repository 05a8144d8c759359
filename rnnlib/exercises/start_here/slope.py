"""Warm-up: the chain rule through one unit."""

import numpy as np

from rnnlib.checks import numerical_gradient
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
One unit computes $a = w x + b$ and $h = \tanh(a)$, and pays $L = \tfrac12 (h - y)^2$. `x` and `y`
$(N,)$ hold $N$ examples, `w` and `b` are numbers. Return, for every example, the three derivatives

$$\frac{\partial L}{\partial w}, \quad \frac{\partial L}{\partial b}, \quad
\frac{\partial L}{\partial x}$$

as three arrays of shape $(N,)$. The slope of $\tanh$ is $1 - \tanh^2$.
"""

HINTS = (
    "Walk back from $L$, one factor for each line: $\\partial L / \\partial h$, then "
    "$\\partial h / \\partial a$, then the derivatives of $a$.",
    "`da = (h - y) * (1 - h**2)`: what $L$ feels when $a$ moves.",
    "$a = w x + b$: $w$ is felt through $x$, $x$ through $w$, and $b$ as it is.",
)


def slope(x, w, b, y):
    h = np.tanh(w * x + b)
    da = (h - y) * (1 - h**2)
    return da * x, da, da * w


BUGS = (
    Bug(" * (1 - h**2)", "",
        "The slope of tanh is missing: between $h$ and $a$ stands the factor $1 - h^2$."),
    Bug("(h - y) * ", "",
        "The loss is missing: the first factor is $\\partial L / \\partial h = h - y$."),
    Bug("(h - y)", "2 * (h - y)",
        "Twice too much: the 2 of the square and the $\\tfrac12$ before it cancel."),
    Bug("(1 - h**2)", "(1 - (w * x + b) ** 2)",
        "The slope of tanh is $1 - \\tanh^2(a)$, that is $1 - h^2$, not $1 - a^2$."),
    Bug("(h - y)", "(y - h)",
        "The sign is turned: the derivative of $\\tfrac12 (h - y)^2$ by $h$ is $h - y$."),
    Bug("(1 - h**2)", "(1 - np.tanh(h) ** 2)",
        "tanh is taken twice: $h$ is already $\\tanh(a)$, so its slope is $1 - h^2$."),
    Bug("(1 - h**2)", "h * (1 - h)",
        "$h (1 - h)$ is the slope of the logistic function σ. That of tanh is $1 - h^2$."),
    Bug("da * x, da, da * w", "da, da, da",
        "$w$ is felt through $x$: $\\partial a / \\partial w = x$, "
        "$\\partial a / \\partial x = w$."),
    Bug("da * x, da, da * w", "da * x, da * b, da * w",
        "$b$ is felt as it is: $\\partial a / \\partial b = 1$."),
    Bug("da * x, da, da * w", "da * w, da, da * x",
        "Those of $w$ and $x$ have changed places: $\\partial a / \\partial w = x$."),
    Bug("da * x, da, da * w", "da, da * x, da * w",
        "The order is another: first the derivative by $w$, then that by $b$, then that by $x$."),
    Bug("(h - y)", "(h - y) / len(x)",
        "This is divided by the number of examples. Each example has its own $L$ and its own "
        "derivatives; there is no mean here."),
    Bug("return da * x, da, da * w", "return (da * x).sum(), da.sum(), (da * w).sum()",
        "These are sums over the examples. Return one number for each of them."),
    Bug("da * x, da, da * w", "da * x, da.sum(), da * w",
        "That of $b$ is summed over the examples. Return one number for each of them."),
)  # fmt: skip

RULES = {
    "dw": "It is the product of three factors: $h - y$, $1 - h^2$, and $x$.",
    "db": "It is the product of two factors: $h - y$ and $1 - h^2$.",
    "dx": "It is the product of three factors: $h - y$, $1 - h^2$, and $w$.",
}


def trials(N=4):
    """Examples drawn at random; the answers by central differences."""
    rng = np.random.default_rng(0)
    (x, y), (w, b) = rng.normal(size=(2, N)), (1.5, 0.2)
    slopes = np.transpose([_slopes(x[n], w, b, y[n]) for n in range(N)])
    answers = dict(zip(("dw", "db", "dx"), slopes, strict=True))
    returns = dict.fromkeys(answers, (N,))
    return [Trial((x, w, b, y), ("x", "w", "b", "y"), returns, answers, RULES)]


def _slopes(x, w, b, y):
    """The derivatives of L by w, b and x, for one example."""

    def L(at):
        w, b, x = at
        return 0.5 * (np.tanh(w * x + b) - y) ** 2

    return numerical_gradient(L, np.array([w, b, x]))


slope = Exercise(
    "the chain rule through one unit",
    statement=STATEMENT,
    hints=HINTS,
    solution=slope,
    bugs=BUGS,
    trials=trials,
    axes={"x": "N", "y": "N"},
)
