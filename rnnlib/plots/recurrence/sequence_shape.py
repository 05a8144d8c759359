"""A recurrent network in one shape of use, column by column, for print."""

import numpy as np

from rnnlib.edge import brief, expect, whole
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, bare_figure, shade, style

ROWS = {"x": 0.0, "h": 1.75, "y": 3.4, "L": 4.9}  # heights of the middles
HIGH = {"x": 1.5, "h": 0.7, "y": 0.95, "L": 0.75}
WIDE, COLUMN, TOTAL = 1.9, 2.5, 5.9


def sequence_shape(shown, first=0, end=None, *, t=None, back=False):
    """Figure of the columns from ``first`` to ``end`` of a run in one shape.

    ``shown`` has the run, a `rnnlib.analysis.ShapeRun`, as its ``run``, what is read as ``x``, and
    ``said(n)`` and ``given(n)``, as a `rnnlib.widgets.SequenceShapes.Shown` has. Column ``t`` is
    marked; with ``back`` the arrows are gradients, and under each state stands the size of ∂L/∂h.
    """
    run = getattr(shown, "run", None)
    expect(run is not None, "shown", "a run with its words", brief(shown))
    N = len(run.h)
    end = N if end is None else whole("end", end, first + 1, "a column after the first")
    n = min(end, N) - first
    width = n * COLUMN + 0.4
    with style():
        fig, axis = bare_figure(max(3.2, 0.52 * width), 0.52 * (TOTAL + 2.1))
        axis.set(xlim=(0, width), ylim=(-1.35, TOTAL + 0.75), aspect="equal")
        middles = [0.2 + COLUMN * (k + 0.5) for k in range(n)]
        for k, x in zip(range(first, first + n), middles, strict=True):
            _column(axis, shown, k, x, back, k == t)
        _loss(axis, run, first, n, middles)
    return fig


def _column(axis, shown, k, x, back, current):
    run, answer, given = shown.run, shown.said(k), shown.given(k)
    if current:
        axis.axvspan(x - COLUMN / 2 + 0.05, x + COLUMN / 2 - 0.05, color="#E4EEF8", lw=0, zorder=0)
    if shown.x[k] is not None or given:
        _read(axis, shown.x[k], given, x)
        _arrow(axis, (x, ROWS["x"] + HIGH["x"] / 2), (x, ROWS["h"] - HIGH["h"] / 2), FAINT)
    _box(axis, x, "h")
    colours = shade("h", run.h[k], float(np.abs(run.h).max()) or 1.0)
    _strip(axis, x, run.h[k], colours)
    if k:
        start, end = x - COLUMN + WIDE / 2, x - WIDE / 2
        if back:
            start, end = end, start
        hue = palette.colour("L" if back else "h")
        _arrow(axis, (start, ROWS["h"]), (end, ROWS["h"]), hue, 2.4)
    if back:
        axis.text(x, ROWS["h"] - 0.55, _size(run.flow[k]), ha="center", va="center", fontsize=8)
    if answer:
        _answer(axis, run, k, x, answer, back)
    name = f"step {run.steps[k]}" if run.steps[k] != "0" else "before"
    name = f"decoder {run.steps[k]}" if run.second[k] else name
    axis.text(x, -1.1, name, ha="center", va="center", fontsize=9, color=INK if current else FAINT,
              fontweight="bold" if current else "normal")  # fmt: skip


def _read(axis, x, given, at):
    from matplotlib.colors import LinearSegmentedColormap

    if isinstance(x, list):
        picture = np.array(x)
        high = HIGH["x"]
        wide = min(WIDE, high * picture.shape[1] / picture.shape[0])
        ink = LinearSegmentedColormap.from_list("ink", ["#EEEEEE", INK])
        axis.imshow(
            picture, cmap=ink, vmin=0, vmax=1, interpolation="nearest", aspect="auto",
            extent=(at - wide / 2, at + wide / 2, -high / 2, high / 2), zorder=3,
        )  # fmt: skip
        return
    _box(axis, at, "x", dashed=x is None)
    text = given if x is None else x
    axis.text(at, 0, text, ha="center", va="center", fontsize=_fit(text), zorder=5)
    if x is None:
        axis.text(at, 0.45, "told", ha="center", va="center", fontsize=7, color=FAINT, zorder=5)


def _answer(axis, run, k, x, answer, back):
    said, right, p = answer
    for low, high in (("h", "y"), ("y", "L")):
        start, end = ROWS[low] + HIGH[low] / 2, ROWS[high] - HIGH[high] / 2
        if back:
            start, end = end, start
        _arrow(axis, (x, start), (x, end), palette.colour("L") if back else FAINT)
    _box(axis, x, "y")
    _box(axis, x, "L")
    axis.text(x, ROWS["y"] + 0.2, said, ha="center", va="center", fontsize=_fit(said),
              fontweight="bold", zorder=5)  # fmt: skip
    told = f"{p:.2f}" if said == right else f"but {right}: {p:.2f}"
    axis.text(x, ROWS["y"] - 0.24, told, ha="center", va="center", fontsize=7.5, zorder=5)
    text = f"$L^{{({run.steps[k]})}}$ = {run.losses[k]:.2f}"
    axis.text(x, ROWS["L"], text, ha="center", va="center", fontsize=8, zorder=5)


def _loss(axis, run, first, n, middles):
    asked = [x for k, x in enumerate(middles, first) if run.target[k] >= 0]
    rail = TOTAL - 0.25
    for x in asked:
        axis.plot([x, x], [ROWS["L"] + HIGH["L"] / 2, rail], color=palette.colour("L"), lw=1.1)
    if asked:
        axis.plot([asked[0], asked[-1]], [rail, rail], color=palette.colour("L"), lw=1.1)
        terms = r"$\Sigma L^{(t)}$ = " if (run.target >= 0).sum() > 1 else ""
        text = f"$L$ = {terms}{run.losses.sum():.2f}"
        axis.text((asked[0] + asked[-1]) / 2, TOTAL + 0.25, text, ha="center", va="center")


def _box(axis, x, name, dashed=False):
    from matplotlib.patches import FancyBboxPatch

    high = HIGH[name]
    axis.add_patch(FancyBboxPatch(
        (x - WIDE / 2, ROWS[name] - high / 2), WIDE, high,
        boxstyle="round,pad=0,rounding_size=0.12", facecolor="white", linewidth=1.8, zorder=3,
        edgecolor=palette.colour("y" if dashed else name), linestyle="--" if dashed else "-",
    ))  # fmt: skip


def _strip(axis, x, values, colours):
    from matplotlib.patches import Rectangle

    left, wide = x - WIDE / 2 + 0.1, (WIDE - 0.2) / len(values)
    for j, (value, colour) in enumerate(zip(values, colours, strict=True)):
        axis.add_patch(Rectangle(
            (left + j * wide, ROWS["h"] - 0.2), wide, 0.4, facecolor=colour, linewidth=0.4,
            edgecolor="white", hatch="////" if value < 0 else None, zorder=4,
        ))  # fmt: skip


def _arrow(axis, start, end, colour, width=1.3):
    style = {"arrowstyle": "-|>", "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0}
    axis.annotate("", end, start, arrowprops=style | {"mutation_scale": 9}, zorder=2)


def _fit(text):
    return 9 if len(text) < 7 else max(6, 62 / len(text))


def _size(value):
    return f"{value:.2g}".replace("-", "−")
