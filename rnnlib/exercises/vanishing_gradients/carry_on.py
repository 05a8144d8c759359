"""Settings chosen by hand: a gradient that arrives after a hundred steps."""

from math import isfinite
from numbers import Real

from rnnlib.analysis.flow import flow_of
from rnnlib.edge import brief
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.ops import sigmoid

STATEMENT = r"""
Bring a gradient through 100 steps in two untrained networks, those of the widget above. Return

- `radius`: the spectral radius of $U$ for the vanilla network with tanh, and
- `bias`: the bias of keeping for the LSTM, whose radius is fixed at 0.5,

such that in each of them the gradient, 99 steps back from the loss, is still between 0.1 and 10.
"""

HINTS = (
    "Use the widget: set the length to 100, the cursor to 99 steps back, and move one slider after "
    "the other.",
    "At radius 1 the slopes of tanh, all below 1, still shrink the gradient. $U$ has to make up "
    "for them: its radius must be somewhat above 1. In the LSTM, $\\sigma(\\text{bias})^{99}$ is "
    "about what the carry alone brings.",
    "$\\sigma(1)^{99} \\approx 10^{-14}$, $\\sigma(3)^{99} \\approx 0.008$, and the gates add to "
    "it. Between 1.15 and 1.4 lies a good radius.",
)


def carry_on():
    radius, bias = 1.25, 3.0
    return radius, bias


BUGS = (
    Bug("1.25, 3.0", "1.0, 3.0", "$U$ alone would keep the length, but the slopes of tanh"),
    Bug("1.25, 3.0", "0.7, 3.0", "The largest eigenvalue lies inside the unit circle"),
    Bug("1.25, 3.0", "2.0, 3.0", "The eigenvalues win over the slopes of tanh"),
    Bug("1.25, 3.0", "1.25, 8.0", "what comes round through $h$ adds up"),
    Bug("1.25, 3.0", "1.25, 1.0", "0.73 at every step, and that is multiplied 99 times"),
    Bug("1.25, 3.0", "1.25, -3.0", "The forget gate is nearly closed"),
    Bug("1.25, 3.0", "3.0, 1.25", "The eigenvalues win over the slopes of tanh"),
)

LOW, HIGH, LENGTH, RADIUS = 0.1, 10.0, 100, 0.5


def judge(answer):
    """A sentence on which gradient does not arrive, and why; None if both do."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        return "Expected two numbers, `radius` and `bias`."
    for name, value in zip(("radius", "bias"), answer, strict=True):
        if not isinstance(value, Real) or isinstance(value, bool) or not isfinite(value):
            return f"`{name}`: expected a finite number, got {brief(value)}."
    radius, bias = answer
    if radius <= 0:
        return f"`radius`: expected a positive number, got {radius:g}."
    return _vanilla(radius) or _lstm(bias)


def _vanilla(radius):
    left = flow_of("vanilla", radius=radius, length=LENGTH)[-1]
    if LOW < left < HIGH:
        return None
    said = f"In the vanilla network {left:.0e} of the gradient is left after 99 steps. "
    if left > HIGH:
        return said + "The eigenvalues win over the slopes of tanh: it explodes. A smaller radius."
    if radius < 0.95:
        return said + (
            "The largest eigenvalue lies inside the unit circle: every step shrinks the gradient. "
            "A larger radius."
        )
    return said + (
        "$U$ alone would keep the length, but the slopes of tanh, all below 1, do not. A larger "
        "radius must make up for them."
    )


def _lstm(bias):
    left = flow_of("LSTM", radius=RADIUS, length=LENGTH, forget_bias=bias)[-1]
    if LOW < left < HIGH:
        return None
    said = f"In the LSTM {left:.0e} of the gradient is left after 99 steps. "
    if left > HIGH:
        return said + (
            "The gates hardly forget at all, and what comes round through $h$ adds up. A smaller "
            "bias."
        )
    if bias < -1:
        return said + "The forget gate is nearly closed: the bias of keeping must be positive."
    return said + (
        f"With this bias the forget gate keeps about {sigmoid(bias):.2f} at every step, and that "
        "is multiplied 99 times. A larger bias."
    )


carry_on = Exercise(
    "a gradient that arrives",
    statement=STATEMENT,
    hints=HINTS,
    solution=carry_on,
    bugs=BUGS,
    judge=judge,
)
