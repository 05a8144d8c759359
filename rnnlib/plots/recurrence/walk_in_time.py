"""The printed twin of the widget PhasePlane: the walk in its plane, and beside it over time."""

import numpy as np

from rnnlib.notation import palette
from rnnlib.plots.recurrence.phase_plane import plane
from rnnlib.plots.style import FAINT, INK, figure, style, visible, written

HUES = (palette.SKY, palette.ORANGE)


def walk_in_time(map_, walk, *, t=0, x=None, border=None, sides=(), notation="house"):
    """Figure of a walk (T + 1, 2): left in the plane of ``map_``, the map of step ``t``, pale after
    it; right both numbers of the state over all steps, step t marked, and the input above.

    ``x`` (T,) is the input, None where there is none. ``border`` (v_1, v_2, c) is a line as in
    `phase_plane`; ``sides`` are two words, where h·v + c < 0 and where it is > 0.
    """
    walk, T = np.asarray(walk, float), len(walk) - 1
    with style():
        fig, axes = figure(9, 4.3, 1, 2, gridspec_kw={"width_ratios": [1.1, 1.15]})
        plane(axes[0], map_, [walk[: t + 1]], border=border, notation=notation)
        way = np.clip(walk, -9, 9)  # what escapes leaves the picture
        axes[0].plot(*way.T, color=HUES[0], lw=1, marker="o", ms=2.5, alpha=0.5, zorder=2)
        axes[0].plot(*way[t], "o", ms=10, mfc=HUES[0], mec=INK, mew=1.5, zorder=6)
        for sign, word in zip((-1, 1), sides, strict=False):
            _beside(axes[0], border, sign, visible(word))
        axes[0].set_title(f"the plane, after step {t}" if t else "the plane, before step 1")
        axes[1].axis("off")
        rows = [] if x is None else [("x", np.r_[np.nan, x], palette.GREY)]
        h = written("h", notation).strip("$")
        rows += [(f"${h}_{k + 1}$", walk[:, k], HUES[k]) for k in range(2)]
        for k, (name, values, hue) in enumerate(rows):
            room = [0.14, 1 - (k + 1) / len(rows) + 0.06, 0.86, 1 / len(rows) - 0.1]
            _lane(axes[1].inset_axes(room), name, values, hue, t, k == len(rows) - 1)
        axes[1].set_xlim(0, T)
    return fig


def _lane(axis, name, values, hue, t, last):
    """One number over the steps 0 … T; below zero it is hatched and of another hue."""
    seen = np.clip(np.nan_to_num(values), -9, 9)
    steps = np.arange(len(seen))
    axis.bar(steps, np.maximum(seen, 0), 0.85, color=hue)
    axis.bar(steps, np.minimum(seen, 0), 0.85, color=palette.NEGATIVE[0], hatch="////", ec="white",
             lw=0)  # fmt: skip
    axis.axhline(0, color=FAINT, lw=0.8)
    axis.axvspan(t - 0.5, t + 0.5, fc="none", ec=INK, lw=1.5, zorder=5)
    top = max(1.0, np.abs(seen).max()) * 1.08
    axis.set(xlim=(-0.6, len(seen) - 0.4), ylim=(-top, top), yticks=[-1, 0, 1])
    axis.set_ylabel(name, rotation=0, fontsize=14, labelpad=10, va="center")
    axis.tick_params(labelbottom=last, labelsize=9)
    if last:
        axis.set_xlabel("step")


def _beside(axis, border, sign, word):
    """A word on one side of the border, half a unit away from it."""
    v, c = np.array(border[:2]), border[2]
    x, y = (-c / (v @ v) + sign * 0.55 / np.linalg.norm(v)) * v
    frame = {"boxstyle": "round,pad=0.2", "fc": "white", "ec": "none", "alpha": 0.8}
    axis.text(x, y, word, ha="center", va="center", fontsize=11, zorder=7, bbox=frame)
