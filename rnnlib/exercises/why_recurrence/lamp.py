"""Weights chosen by hand: one unit that remembers which button was pressed last."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.layers import Recurrent

STATEMENT = r"""
Build the lamp without training, from a single unit:

$$h = \tanh(w x + u h^- + b).$$

The input $x$ is $+1$ when *on* is pressed, $-1$ when *off* is pressed, and else 0. Choose $w$, $u$
and $b$ so that after every step $h > 0.5$ if the last button was *on*, and $h < -0.5$ if it was
*off*, however long ago. It starts from $h_0 = 0$ with a button. Return `w, u, b`.
"""

HINTS = (
    "Between the buttons $x = 0$: the unit must stay where it is, at a value above 0.5 *and* at "
    "one below −0.5. For which $u$ has $h = \\tanh(u h)$ three solutions?",
    "On and off are alike, so nothing should lean to one side: $b = 0$. With $u = 2$ the unit "
    "rests at ±0.96.",
    "A button must be stronger than what holds the state: at $h^- = 0.96$ the sum is "
    "$-w + 2 \\cdot 0.96$, and it must be well below 0. Take $w = 4$.",
)


def lamp():
    w, u, b = 4.0, 2.0, 0.0
    return w, u, b


BUGS = (
    Bug("2.0", "0.9", "It forgets"),
    Bug("2.0", "0.0", "It forgets"),
    Bug("2.0", "-2.0", "It changes its sign without a button"),
    Bug("4.0", "1.0", "The button is too weak"),
    Bug("4.0", "-4.0", "The buttons work the wrong way round"),
    Bug("0.0", "1.5", "The bias leans to one side"),
    Bug("0.0", "-1.5", "The bias leans to one side"),
    Bug("2.0", "1.05", "It remembers, but too faintly"),
)

QUIET = 60
BUTTONS = (1, -1, -1, 1, 1, -1, 1)


def judge(answer):
    """A sentence on the first step at which the lamp is wrong, and why; None if it never is."""
    parts = answer if isinstance(answer, tuple | list) else np.atleast_1d(answer)
    if len(parts) != 3:
        return f"Expected three numbers, `w, u, b`, got {len(parts)}."
    try:
        w, u, b = (float(np.asarray(part, float).item()) for part in parts)
    except (TypeError, ValueError, OverflowError):
        return "Expected three numbers, `w, u, b`."
    if not np.isfinite([w, u, b]).all():
        return "Expected finite numbers."
    x = np.zeros((len(BUTTONS), QUIET))
    x[:, 0] = BUTTONS
    x = np.concatenate([x.ravel(), np.repeat(BUTTONS, 2)])
    h, last = _run(x, w, u, b), _last(x)
    wrong = np.flatnonzero(h * last <= 0.5)
    if not wrong.size:
        return None
    t = int(wrong[0])
    ago = t - int(np.flatnonzero(x[: t + 1])[-1])
    when = (
        "at the very step of" if ago == 0 else f"{ago} steps after" if ago > 1 else "a step after"
    )
    word = "on" if last[t] > 0 else "off"
    if np.all(_run(x, w, u, 0.0) * last > 0.5):
        reason = (
            "The bias leans to one side: one of the two memories is weaker, or gone. Take $b = 0$."
        )
    else:
        reason = _reason(w, u, h[t] * last[t], ago, t)
    return f"{when.capitalize()} *{word}*, $h$ is {h[t]:.2f}. {reason}"


def _run(x, w, u, b):
    cell = VanillaCell(1, 1, rng=np.random.default_rng(0))
    for name, value in (("W", w), ("U", u), ("b", b)):
        cell.params[name][...] = value
    return Recurrent(cell).forward(x[:, None, None])[0][:, 0, 0]


def _last(x):
    """The last button at or before every step."""
    return x[np.maximum.accumulate(np.where(x != 0, np.arange(len(x)), 0))]


def _reason(w, u, h, ago, t):
    """Why h, positive where the sign is right, is not above 0.5, whatever the bias."""
    if w < 0:
        return "The buttons work the wrong way round: $w$ must be positive."
    if u < 0:
        return "It changes its sign without a button: with a negative $u$ each step turns it over."
    if t == 0:
        return "The first button alone does not take the unit beyond 0.5. Make $w$ larger."
    if ago == 0:
        return (
            "The button is too weak to turn the unit over: what holds the state, $u h^-$, is "
            "stronger. Make $w$ larger."
        )
    if u <= 1:
        return (
            "It forgets: with $u \\le 1$ every step without a button takes it closer to its "
            "only fixed point. Make $u$ larger than 1."
        )
    if h > 0:
        return "It remembers, but too faintly: a larger $u$ moves the two fixed points apart."
    return "Something else is wrong: follow $h$ from step to step."


lamp = Exercise(
    "a lamp of one unit",
    statement=STATEMENT,
    hints=HINTS,
    solution=lamp,
    bugs=BUGS,
    judge=judge,
)
