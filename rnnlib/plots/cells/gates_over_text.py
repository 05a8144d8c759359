"""One unit's gates and states over a text: a row for each, a column for each character."""

import numpy as np

from rnnlib.edge import expect, one_of, whole
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, figure, shade, style, visible, written
from rnnlib.tape import Tape

ROWS = ("f", "i", "g", "c", "o", "h")
WIDTH = 0.17  # inches per character


def gates_over_text(tape, text, unit, *, first=0, batch=0, names=ROWS, notation="house"):
    """Figure of the arrays ``names`` of one unit while it reads ``text``, a character per step.

    ``text`` may be a piece of what was read: the one that begins at step ``first``, from 0.

    A gate is drawn from 0 (blank) to 1 (full hue), a state to its largest magnitude; negative
    values are of another hue and hatched.
    """
    one_of("tape", tape, Tape, "the tape of one recurrent layer")
    one_of("text", text, str, "a str")
    steps, _, H = tape[names[0]].shape
    T = len(text)
    if not 0 <= first < first + T <= steps:
        raise ValueError(f"text: expected at most {steps - first} characters, got {T}")
    what = f"an integer from 0 to {H - 1}"
    expect(whole("unit", unit, 0, what) < H, "unit", what, unit)
    with style():
        fig, axes = figure(1.2 + WIDTH * T, 0.42 * len(names) + 0.7, len(names), sharex=True)
        axes = np.atleast_1d(axes)
        draw_rows(axes, tape, text, unit, first=first, batch=batch, names=names, notation=notation)
    return fig


def draw_rows(axes, tape, text, unit, *, first, batch, names, notation):
    """One row on each of the axes, the characters below the last.

    ``tape`` may be any {name: array (T, B, H)}, and ``text`` a list of labels.
    """
    T = len(text)
    for axis, name in zip(axes, names, strict=True):
        _row(axis, name, tape[name][first : first + T, batch, unit], notation)
    axis.set_xticks(np.arange(T) + 0.5, map(visible, text), family="DejaVu Sans Mono")


def _row(axis, name, values, notation):
    values, hue = np.nan_to_num(values), name.removeprefix("∂L/∂")
    scale = 1.0 if name in "fioru" else max(float(np.abs(values).max()), 1e-300)
    for t, (value, colour) in enumerate(zip(values, shade(hue, values, scale), strict=True)):
        hatch = "////" if value < 0 else None
        axis.axvspan(t, t + 1, facecolor=colour, hatch=hatch, edgecolor=(1, 1, 1, 0.55), lw=0)
    axis.set_xlim(0, len(values))
    axis.set_yticks([0.5], [written(name, notation)])
    axis.set_ylim(0, 1)
    axis.tick_params(axis="x", length=0, labelsize=10)
    axis.tick_params(axis="y", length=0, labelsize=14, labelcolor=palette.colour(hue))
    axis.yaxis.get_ticklabels()[0].set_fontweight("bold")
    ends = (f"{end:.1f}" if hue == name else f"{end:.1g}" for end in (values.min(), values.max()))
    axis.annotate(
        " … ".join(ends).replace("-0.0", "0.0").replace("-", "−"),
        (1.005, 0.5),
        xycoords="axes fraction",
        va="center",
        fontsize=9,
        color=FAINT,
    )
    for spine in axis.spines.values():
        spine.set_visible(False)
    axis.axhline(0, color=FAINT, lw=0.5)
