"""The plane of a state of two numbers: where a step moves every point, and the way of some."""

import numpy as np

from rnnlib.analysis import fixed_points
from rnnlib.edge import expect, mapping
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style, written

ARROWS = 13  # along each side
HUES = (palette.SKY, palette.ORANGE, palette.PURPLE)
MARKS = {"stable": "o", "unstable": "o", "saddle": "D", "neutral": "s"}


def phase_planes(maps, starts, T=40, *, columns=3, notation="house"):
    """Figure of several `StateMap`, {title: map}, each with the walks of T steps from ``starts``.

    ``starts`` (n, 2), up to three, or {title: starts}. Fixed points are discs where they are
    stable, rings where unstable, diamonds where saddles, squares where the Jacobian cannot tell.
    """
    expect(mapping("maps", maps, "a dict {title: map}"), "maps", "at least one", "none")
    columns = min(columns, len(maps))
    rows = -(-len(maps) // columns)
    with style():
        fig, axes = figure(3.1 * columns, 3.2 * rows, rows, columns, squeeze=False)
        for axis in axes.flat[len(maps) :]:
            axis.axis("off")
        for axis, (title, map_) in zip(axes.flat, maps.items(), strict=False):
            given = starts[title] if isinstance(starts, dict) else starts
            walks = map_.run(np.atleast_2d(given), T).swapaxes(0, 1)
            plane(axis, map_, walks, notation=notation)
            axis.set_title(title, fontsize=11)
    return fig


def phase_plane(map_, walk, *, border=None, notation="house"):
    """Figure of one `StateMap` and of one ``walk`` (T + 1, 2), perhaps of a network with input.

    ``border`` (v_1, v_2, c) is the line h·v + c = 0, such as the border of a readout.
    """
    walk = np.asarray(walk, float)
    if walk.ndim != 2 or walk.shape[1] != 2:
        raise ValueError(f"walk: expected shape (T + 1, 2), got {walk.shape}")
    with style():
        fig, axis = figure(4.8, 4.6)
        plane(axis, map_, [walk], border=border, notation=notation)
    return fig


def plane(axis, map_, walks, *, border=None, notation="house"):
    """Draw it all into an axis."""
    if map_.H != 2:
        raise ValueError(f"map_: expected one of 2 units, got {map_.H}")
    reach = 1.3 if map_.squash else 1.6
    _field(axis, map_, reach)
    for walk, hue in zip(walks, HUES, strict=False):
        seen = np.clip(walk, -9, 9)  # what escapes leaves the picture
        axis.plot(*seen.T, color=hue, lw=1.6, marker="o", ms=3.5, zorder=3)
        axis.plot(*seen[0], marker="o", ms=9, mfc="none", mec=INK, mew=1, ls="", zorder=4)
    for point in fixed_points(map_):
        fill = INK if point.kind == "stable" else "white"
        look = {"marker": MARKS[point.kind], "mfc": fill, "mec": INK, "mew": 1.6, "ms": 8}
        axis.plot(*point.state, ls="", zorder=5, **look)
    if border is not None:
        v, c = np.array(border[:2]), border[2]
        foot, along = -c * v / (v @ v), np.array([-v[1], v[0]]) / np.linalg.norm(v)
        axis.plot(*np.transpose([foot - 4 * along, foot + 4 * along]), color=INK, ls=(0, (5, 4)))
    axis.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    axis.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    h = written("h", notation).strip("$")
    axis.set_xlabel(f"${h}_1$", labelpad=0)
    axis.set_ylabel(f"${h}_2$", labelpad=3, rotation=0)


def _field(axis, map_, reach):
    """At every point of a lattice a comet, its tail towards where one step takes the point."""
    spacing = 2 * reach / ARROWS
    ticks = -reach + spacing * (np.arange(ARROWS) + 0.5)
    s = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    move = map_(s) - s
    size = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
    tail = s + move * np.minimum(1, 0.85 * spacing / size) * np.minimum(1, 0.35 + size)
    axis.plot(*np.stack([s, tail], axis=1).transpose(2, 1, 0), color=FAINT, lw=0.7, alpha=0.7)
    axis.plot(*s.T, ls="", marker="o", ms=1.8, color=FAINT, alpha=0.8)
