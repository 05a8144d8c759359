"""A PhasePlane in one sentence and one figure."""

from rnnlib import notation, plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number


def sentence(plane):
    """Where the walk starts, where it is now, and where it ends."""
    walk, t, T = plane.run(), plane.t, plane._choices["t"] - 1
    h, x = (notation.short(name, plane.notation) for name in "hx")
    pushed = say("plane.still_pushed", x=x) if plane.driven else say("plane.still_alone")
    kind = say("plane.still_squashed" if plane.squash else "plane.still_linear")
    stable = sum(point.kind == "stable" for point in plane.fixed_points())
    now = say("plane.still_now", t=t, place=_row(walk[t])) if 0 < t < T else ""
    ends = {"start": _row(walk[0]), "now": now, "T": T, "end": _row(walk[-1])}
    return say("plane.still", h=h, kind=kind, pushed=pushed, **ends, stable=stable)


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
    first, second = (number(value) if abs(value) < 1e4 else say("plane.far") for value in state)
    return f"({first}, {second})"
