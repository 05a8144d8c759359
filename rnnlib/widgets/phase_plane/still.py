"""A PhasePlane in one sentence and one figure."""

from rnnlib import notation, plots
from rnnlib.widgets.shared.still import number


def sentence(plane):
    """Where the walk starts, where it is now, and where it ends."""
    walk, t, T = plane.run(), plane.t, plane._choices["t"] - 1
    h, x = (notation.short(name, plane.notation) for name in "hx")
    pushed = f"pushed by an input {x}" if plane.driven else "left to itself"
    kind = "squashed by tanh" if plane.squash else "linear"
    stable = sum(point.kind == "stable" for point in plane.fixed_points())
    now = f"after step {t} at {_row(walk[t])}, " if 0 < t < T else ""
    return (
        f"A state {h} of two numbers, {kind}, {pushed}, walks through its plane: it starts at "
        f"{_row(walk[0])}, is {now}after step {T} at {_row(walk[-1])}; stable fixed points under "
        f"this step: {stable}."
    )


def figure(plane):
    """The walk in its plane as far as the step, and beside it over time."""
    return plots.walk_in_time(
        plane.map(),
        plane.run(),
        t=plane.t,
        x=plane.x if plane.driven else None,
        border=plane.border or None,
        sides=plane.sides if plane.border else (),
        notation=plane.notation,
    )


def _row(state):
    first, second = (number(value) if abs(value) < 1e4 else "far away" for value in state)
    return f"({first}, {second})"
