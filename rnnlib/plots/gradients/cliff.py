"""The error surface of one unit as a map, ways of descent on it, and a cut across the cliff."""

import numpy as np

from rnnlib.analysis import error_surface
from rnnlib.edge import mapping
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

HUES, DASHES = (palette.VERMILLION, palette.BLUE), ("-", (0, (4, 2)))


def cliff(ways, *, w=(0.9, 3.6), b=(-1.2, 3.2), steps=50, cut=None, points=360):
    """Figure of L over (w, b) for `rnnlib.analysis.error_surface`, with the ``ways`` drawn on it.

    ways: {name: (n, 2) of w and b}, up to two, what `rnnlib.analysis.descend` gives; a way that
    leaves the map ends at its edge. ``w`` and ``b`` are the ranges of the map, ``cut`` the w at
    which L is drawn against b, by default where the first way takes its longest step.
    """
    mapping("ways", ways, "a dict {name: (n, 2) numbers}")
    if not 1 <= len(ways) <= len(HUES):
        raise ValueError(f"ways: expected one or two, got {len(ways)}")
    across, up = np.linspace(*w, points), np.linspace(*b, points)
    L, _, _ = error_surface(across, up, steps=steps)
    first = np.asarray(next(iter(ways.values())))
    leap = int(np.linalg.norm(np.diff(first, axis=0), axis=1).argmax())
    cut = float(first[leap, 0]) if cut is None else cut
    with style():
        fig, (left, right) = figure(9.4, 4.0, 1, 2, gridspec_kw={"width_ratios": [1.35, 1]})
        _map(left, across, up, L)
        for (name, way), hue, dash in zip(ways.items(), HUES, DASHES, strict=False):
            left.plot(*np.transpose(way), color=hue, ls=dash, marker="o", ms=3.5, label=name)
        left.plot(*first[0], "o", color=INK, ms=7, zorder=4)
        left.annotate("start", first[0], (8, 4), textcoords="offset points", fontsize=10)
        left.set(xlim=w, ylim=b, xlabel="recurrent weight w", ylabel="bias b")
        left.legend(loc="upper left", fontsize=10, frameon=True, facecolor="white")
        near = np.linspace(first[leap, 1] - 0.12, first[leap, 1] + 0.12, 600)
        right.plot(near, error_surface([cut], near, steps=steps)[0][0], color=INK)
        right.axvline(first[leap, 1], color=HUES[0], lw=1, ls=(0, (2, 2)))
        right.set(xlabel=f"bias b, at w = {cut:.2f}", ylabel="error L")
        right.margins(x=0)
    return fig


def _map(axis, w, b, L):
    """L in shades, the same for every map, and its levels as lines."""
    axis.pcolormesh(w, b, L.T, cmap="Greys", vmin=0, vmax=2.2, rasterized=True, shading="nearest")
    axis.contour(w, b, L.T, levels=[0.01, 0.04, 0.2, 0.8, 1.3], colors=FAINT, linewidths=0.6)
    for across, up, hue in ((0.42, 0.05, "white"), (0.72, 0.42, INK)):  # shares of the map
        at = round(across * (len(w) - 1)), round(up * (len(b) - 1))
        axis.text(w[at[0]], b[at[1]], f"L = {L[at]:.2f}", color=hue, fontsize=11)
