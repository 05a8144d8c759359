"""Many vectors in a plane for each thing that is asked of them, coloured by the answer."""

import numpy as np

from rnnlib.edge import array_of, expect, mapping
from rnnlib.plots.style import INK, figure, style

SIZE = 3.3  # inches
WIDE, HIGH = 34, 12  # points that a name takes
NAMED = 12  # classes that are written beside their middle; of more, the first of every tenth part


def summaries(panels, *, names=None):
    """Figure of ``panels``, {title: (points (n, 2), labels (n,))}: a dot for every point.

    Labels are numbers, shaded from dark to light in their order. The middle of a class is written
    out, by ``names`` {(title, label): str} where it is given.
    """
    mapping("panels", panels, "a dict {title: (points, labels)}")
    expect(panels, "panels", "at least one", "none")
    names = names or {}
    with style():
        from matplotlib.patheffects import withStroke

        fig, axes = figure(SIZE * len(panels), SIZE + 0.3, 1, len(panels), squeeze=False)
        for axis, (title, (points, labels)) in zip(axes[0], panels.items(), strict=True):
            points, labels = array_of("points", points), np.asarray(labels)
            fits = points.shape == (len(labels), 2)
            expect(fits, "points", f"shape ({len(labels)}, 2)", f"shape {points.shape}")
            axis.set_title(title, fontweight="bold")
            axis.scatter(*points.T, c=labels, cmap="viridis", s=7, alpha=0.75, lw=0)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set_visible(False)
        fig.draw_without_rendering()  # now, so that places on the page are known
        halo = [withStroke(linewidth=3, foreground="white")]
        look = {"color": INK, "fontsize": 10, "fontweight": "bold", "ha": "center", "va": "center"}
        for axis, (title, (points, labels)) in zip(axes[0], panels.items(), strict=True):
            points, classes = np.asarray(points), np.unique(labels)
            shown = classes[:: 1 if len(classes) <= NAMED else max(1, len(classes) // 10)]
            middles = np.array([np.median(points[labels == label], axis=0) for label in shown])
            up = lifted(axis.transData.transform(middles) * 72 / fig.dpi)
            for label, middle, rise in zip(shown, middles, up, strict=True):
                words = names.get((title, label), str(label))
                place = {"xytext": (0, rise), "textcoords": "offset points"}
                axis.annotate(words, middle, **place, **look, path_effects=halo)
    return fig


def lifted(places):
    """How far up each name goes, in points, so that none covers another: places (n, 2)."""
    y = places[:, 1].copy()
    order = np.argsort(y, kind="stable")
    for at, k in enumerate(order):
        for j in order[:at]:
            if abs(places[k, 0] - places[j, 0]) < WIDE and abs(y[k] - y[j]) < HIGH:
                y[k] = y[j] + HIGH
    return y - places[:, 1]
