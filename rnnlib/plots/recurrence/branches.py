"""Fixed points as one number of a network changes: where memories are born."""

from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

LOOKS = {
    "stable": {"color": palette.BLUE, "ms": 3.4},
    "unstable": {"color": palette.VERMILLION, "ms": 3.4, "mfc": "none", "mew": 0.8},
    "neutral": {"color": INK, "ms": 5},
}
LOOKS["saddle"] = LOOKS["unstable"]


def branches(values, found, *, xlabel, ylabel, unit=0):
    """Figure of the state of one ``unit`` in every `FixedPoint` of ``found``, a list for each of
    ``values``: filled where stable, hollow where a push leads away."""
    if len(values) != len(found):
        raise ValueError(
            f"found: expected {len(values)} lists, one for each value, got {len(found)}"
        )
    with style():
        fig, axis = figure(7.5, 3.6)
        named = set()
        for value, points in zip(values, found, strict=True):
            for point in points:
                kind = "stable" if point.kind == "stable" else "not stable"
                label = None if point.kind == "neutral" or kind in named else kind
                named.add(label)
                look = LOOKS[point.kind]
                axis.plot(value, point.state[unit], ls="", marker="o", label=label, **look)
        axis.axhline(0, color=FAINT, lw=0.5, zorder=0)
        axis.set(xlabel=xlabel, ylabel=ylabel)
        axis.legend(frameon=False, loc="upper left")
    return fig
