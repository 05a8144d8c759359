"""A matrix chosen by hand: a state that goes round in four steps."""

import numpy as np

from rnnlib.analysis.state_map import StateMap, fate
from rnnlib.exercises.machinery.exercise import Bug, Exercise

STATEMENT = r"""
Build a clock. A state of two numbers is left to itself,

$$h_t = \tanh(h_{t-1} U),$$

with no input and no bias. Choose `U` $(2, 2)$ so that the state ends in a **cycle of four**: four
different states, one after the other, for ever, at least 0.1 away from 0. It must do so from the
start $(0.5, 0.1)$, and from $(-0.2, 0.7)$, too. Return `U`.
"""

HINTS = (
    "Forget tanh for a moment. Which matrix turns the plane so that four steps make a whole turn?",
    "A turn by a quarter takes the row $(1, 0)$ to $(0, 1)$, and $(0, 1)$ to $(-1, 0)$: these are "
    "the two rows of the matrix.",
    "tanh makes every number a little smaller. With a turn alone the state fades. Multiply the "
    "turn by 2: then it grows where it is small, and tanh bounds it where it is large.",
)


def clock():
    angle = np.pi / 2
    turn = [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
    return 2.0 * np.array(turn)


BUGS = (
    Bug("2.0 * ", "", "It fades, ever more slowly"),
    Bug("2.0 * ", "0.9 * ", "It fades to 0"),
    Bug("np.pi / 2", "np.pi", "It goes to and fro between two states"),
    Bug("np.pi / 2", "np.pi / 4", "It comes back after 8 steps"),
    Bug("np.pi / 2", "90", "takes its angle in radians"),
    Bug("np.pi / 2", "0.0", "It comes to rest at (0.96, 0.96)"),
    Bug("-np.sin(angle)", "np.sin(angle)", "It comes to rest at (0.96, 0.96)"),
)

STARTS = ((0.5, 0.1), (-0.2, 0.7))


def judge(answer):
    """A sentence on what the state does instead; None if it goes round in four steps."""
    try:
        U = np.asarray(answer, float)
    except (TypeError, ValueError, OverflowError):
        return f"Expected a matrix of numbers, got {type(answer).__name__}."
    if U.shape != (2, 2):
        return f"`U`: expected shape (2, 2), got {U.shape}."
    if not np.isfinite(U).all():
        return "`U`: expected finite numbers."
    reasons = (_reason(U, start) for start in STARTS)
    return next(filter(None, reasons), None)


def _reason(U, start):
    end = fate(StateMap(U), start)
    size = np.abs(end.states).max()
    first = f"From ({start[0]}, {start[1]}): "
    if end.kind == "rest" and size < 0.1:
        return f"{first}It fades to 0. `U` must make small states larger: scale it up."
    if size < 0.1:
        return (
            f"{first}It fades, ever more slowly. tanh takes a little every time, and a turn alone "
            "gives nothing back: `U` must give more than tanh takes."
        )
    if end.kind == "rest":
        rest = "({:.2f}, {:.2f})".format(*end.states[0])
        return (
            f"{first}It comes to rest at {rest}. Nothing turns: the two numbers of a turn that are "
            "off the diagonal have different signs."
        )
    if end.kind == "open":
        return (
            f"{first}It goes round, but never comes back to the same states. A quarter of a turn "
            "is 90° or π/2, and NumPy takes its angle in radians."
        )
    if end.period == 2:
        return f"{first}It goes to and fro between two states: that is half a turn each step."
    if end.period != 4:
        return (
            f"{first}It comes back after {end.period} steps, not after 4. How large is a quarter "
            "of a turn?"
        )
    return None


clock = Exercise(
    "a clock of four steps",
    statement=STATEMENT,
    hints=HINTS,
    solution=clock,
    bugs=BUGS,
    judge=judge,
)
