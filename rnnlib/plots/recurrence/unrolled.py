"""A recurrent network folded and unfolded, side by side, for print."""

import numpy as np

from rnnlib.diagrams.unrolled import Unrolled, timed, written
from rnnlib.edge import one_of, whole
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, bare_figure, shade, style

ROWS = {"x": 0.0, "h": 1.75, "s": 3.5, "y": 4.75, "L": 6.0}  # heights of the middles
WIDE, HIGH = 1.5, 0.62  # of a box
COLUMN = 2.3
LOOP = 1.15  # how far the loop reaches out of the folded block
TOTAL = 7.3


def unrolled(run, steps=4, notation="house", *, first=0, t=None, parameter=""):
    """Figure of the block with its loop, and of the same network unfolded over some steps.

    run       what `rnnlib.diagrams.unrolled.run_of` gives; its numbers stand in the boxes: h as a
              strip with one cell for each unit, hatched where negative, the target's s and y, L.
    steps     how many copies; more follow as dots.
    notation  one of `rnnlib.notation.NAMES`.
    first     the step of the first copy, from 0; ``t`` is the one whose name is bold.
    parameter whose copies are marked: "W", "U", "b", "V", "b_y", or "" for none.

    ValueError: steps that are not from 1 to T − first.
    """
    one_of("run", run, Unrolled, "what `rnnlib.diagrams.unrolled.run_of` gives")
    T = len(run.a)
    most = T - whole("first", first, 0, f"an integer from 0 to {T - 1}")
    steps = whole("steps", steps, 1, f"an integer from 1 to {most}")
    if steps > most:
        raise ValueError(f"steps: expected an integer from 1 to {most}, got {steps}")
    left, right = 2.2, 6.6  # where the block and the first copy stand
    width = right + (steps - 1) * COLUMN + 2.0
    low, high = -1.1, TOTAL + 0.6
    with style():
        fig, axis = bare_figure(0.62 * width, 0.62 * (high - low))
        axis.set(xlim=(0, width), ylim=(low, high), aspect="equal")
        _column(axis, left, run, None, notation)
        _loop(axis, left, notation)
        _arrow(axis, (left + 2.3, 3.0), (left + 3.0, 3.0), FAINT, 2.5)
        axis.text(left + 2.65, 3.3, "unfold", ha="center", color=FAINT, fontsize=10)
        for k in range(steps):
            x = right + k * COLUMN
            _column(axis, x, run, first + k, notation)
            _carry(axis, x - COLUMN + WIDE / 2, x - WIDE / 2, notation)
            _link(axis, x, notation)
        start = right - COLUMN + WIDE / 2 - 0.08
        axis.text(start, ROWS["h"], _math(timed("h", first, notation)), ha="right", va="center")
        if steps < most:
            last = right + (steps - 1) * COLUMN
            _carry(axis, last + WIDE / 2, last + COLUMN - WIDE / 2, notation)
            axis.text(last + COLUMN - WIDE / 2 + 0.1, ROWS["h"], "…", va="center", fontsize=14)
        _total(axis, right, steps, T, notation)
        for text in axis.texts:
            if parameter and text.get_text() == _math(written(parameter, notation)):
                text.get_bbox_patch().set(facecolor=palette.YELLOW, linewidth=1.5)
            if t is not None and text.get_text() == f"step {t + 1}":
                text.set(fontweight="bold", color=INK)
    return fig


def _column(axis, x, run, t, notation):
    """x, h, s, y and L above one another; without numbers and indices where t is None."""
    pairs = [("x", "h", "W"), ("h", "s", "V"), ("s", "y", None), ("y", "L", None)]
    for low, high, name in pairs:
        start, end = ROWS[low] + HIGH / 2, ROWS[high] - HIGH / 2
        _arrow(axis, (x - (0.3 if name else 0), start), (x - (0.3 if name else 0), end), INK)
        if name:
            _pill(axis, x - 0.3, (start + end) / 2 - 0.05, written(name, notation))
            bias = "b" if name == "W" else "b_y"
            _arrow(axis, (x + 0.42, (start + end) / 2), (x + 0.42, end), INK)
            _pill(axis, x + 0.42, (start + end) / 2 - 0.05, written(bias, notation))
        else:
            axis.text(x + 0.1, (start + end) / 2, {"s": "softmax", "y": "−log"}[low],
                      fontsize=8, color=FAINT, va="center")  # fmt: skip
    for name, y in ROWS.items():
        symbol = written(name, notation) if t is None else timed(name, t + 1, notation)
        _box(axis, x, y, name)
        number = None if t is None else _number(run, name, t)
        place = x if number is None and (t is None or name == "x") else x - WIDE / 2 + 0.1
        if name == "h" and t is not None:
            _strip(axis, x, y, run.h[t + 1])
        side = "center" if place == x else "left"
        axis.text(place, y, _math(symbol), ha=side, va="center", zorder=5)
        if number is not None:
            axis.text(
                x + WIDE / 2 - 0.1, y, number, ha="right", va="center", fontsize=9.5, zorder=5
            )
    label = "one block" if t is None else f"step {t + 1}"
    axis.text(x, ROWS["x"] - 0.75, label, ha="center", va="center", fontsize=10, color=FAINT)


def _number(run, name, t):
    """The number in the box of a quantity; None where it has none."""
    target = run.target[t]
    value = {"s": run.s[t, target], "y": run.y[t, target], "L": run.losses[t]}.get(name)
    return None if value is None else f"{value:.2f}".replace("-", "−")


def _box(axis, x, y, name):
    from matplotlib.patches import FancyBboxPatch

    hue = palette.colour(name)
    axis.add_patch(FancyBboxPatch(
        (x - WIDE / 2, y - HIGH / 2), WIDE, HIGH, boxstyle="round,pad=0,rounding_size=0.12",
        facecolor="white", edgecolor=hue, linewidth=2, zorder=3))  # fmt: skip


def _strip(axis, x, y, values):
    """A cell for every unit in the right half of the box."""
    from matplotlib.patches import Rectangle

    left, wide = x - 0.12, (WIDE / 2 + 0.02) / len(values)
    colours = shade("h", values)
    for j, (value, colour) in enumerate(zip(values, colours, strict=True)):
        axis.add_patch(Rectangle(
            (left + j * wide, y - 0.17), wide, 0.34, facecolor=colour, linewidth=0.6, zorder=4,
            edgecolor="white" if value < 0 else FAINT, hatch="////" if value < 0 else None,
        ))  # fmt: skip


def _pill(axis, x, y, symbol):
    frame = {"boxstyle": "round,pad=0.22", "fc": "#F1F1F1", "ec": FAINT, "lw": 0.7}
    where = {"ha": "center", "va": "center"}
    axis.text(x, y, _math(symbol), fontsize=9.5, zorder=6, bbox=frame, **where)


def _arrow(axis, start, end, colour, width=1.3, curve=None):
    style = {"arrowstyle": "-|>", "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0}
    if curve:
        style["connectionstyle"] = curve
    axis.annotate("", end, start, arrowprops=style | {"mutation_scale": 10}, zorder=2)


def _carry(axis, start, end, notation):
    """h from one copy to the next, through U."""
    _arrow(axis, (start, ROWS["h"]), (end, ROWS["h"]), palette.colour("h"), 2.4)
    _pill(axis, (start + end) / 2 - 0.08, ROWS["h"] + 0.42, written("U", notation))


def _loop(axis, x, notation):
    """The loop of the block, with U and the delay of one step."""
    from matplotlib.patches import FancyArrowPatch, Rectangle
    from matplotlib.path import Path

    side, y = x + WIDE / 2, ROWS["h"]
    out = side + LOOP * 1.3
    curve = Path(
        [(side, y + 0.18), (out, y + 1.1), (out, y - 1.1), (side, y - 0.18)],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    axis.add_patch(FancyArrowPatch(
        path=curve, arrowstyle="-|>", mutation_scale=11, lw=2.4, color=palette.colour("h"),
        zorder=2))  # fmt: skip
    _pill(axis, side + 0.75, y + 0.5, written("U", notation))
    axis.add_patch(Rectangle((side + 0.72, y - 0.55), 0.24, 0.24, color=INK, zorder=5))
    axis.text(side + 1.1, y - 0.58, "delay: one step", fontsize=8.5, color=FAINT, va="center")


def _link(axis, x, notation):
    _arrow(axis, (x, ROWS["L"] + HIGH / 2), (x, TOTAL - 0.3), palette.colour("L"), 1.2)


def _total(axis, right, steps, T, notation):
    """The sum of all losses above the copies."""
    from matplotlib.patches import FancyBboxPatch

    last = right + (steps - 1) * COLUMN
    axis.add_patch(FancyBboxPatch(
        (right - WIDE / 2, TOTAL - 0.3), last - right + WIDE, 0.6,
        boxstyle="round,pad=0,rounding_size=0.12", facecolor="white",
        edgecolor=palette.colour("L"), linewidth=2, zorder=3))  # fmt: skip
    terms = [_math(timed("L", t + 1, notation)) for t in range(min(steps, 2))]
    terms += ["…", _math(timed("L", T, notation))] if T > 2 else []
    axis.text((right + last) / 2, TOTAL, "$L$ = " + " + ".join(terms), ha="center", va="center",
              zorder=5)  # fmt: skip


def _math(symbol):
    """A symbol with raised and lowered parts, as matplotlib sets it."""
    for mark in "ŷ":
        symbol = symbol.replace(mark, r"\hat{y}")
    head, _, low = symbol.partition("_")
    if low and "⟨" in low:
        low, _, time = low.partition("⟨")
        return f"${head}_{{{low}}}^{{⟨{time}}}$"
    if low:
        return f"${head}_{{{low}}}$"
    for opening in "⁽⟨":
        head, found, raised = symbol.partition(opening)
        if found:
            return f"${head}^{{{'(' if found == '⁽' else found}{raised.replace('⁾', ')')}}}$"
    return f"${symbol}$"


def outcome(run):
    """One sentence with numbers on what the figure shows."""
    total = float(np.sum(run.losses))
    return (
        "Left, one block: x enters through W, h leaves through V, and a loop through U brings h "
        "back one step later. Right, the same network unfolded: a copy of the block for every "
        "step, each with the same W, U, b, V and output bias, h passing from copy to copy, and "
        f"the losses of all {len(run.losses)} steps adding up to {total:.1f}."
    )
