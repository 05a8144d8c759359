"""One unit's input, gates and states over time: a row of bars for each, as in the playground."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, one_of, whole
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style, written
from rnnlib.tape import Tape

HEIGHT = {"c": 0.95, "x": 0.7}  # inches of a row, others 0.55


def gates_over_time(tape, unit=0, *, x=None, batch=0, t=None, names=None, notation="house"):
    """Figure of one unit's run: bars from zero, those below it hatched and of another hue.

    ``x`` (T,) is the input, by default that of the tape where it is a single number; ``names`` are
    the rows, by default "x", all gates and all states; ``t`` is a step to mark, from 0
    (the axis calls the steps 1 to T). A gate's row goes from 0 to 1.
    """
    one_of("tape", tape, Tape, "the tape of one recurrent layer")
    T, B, H = tape[tape.cell.states[0]].shape
    for argument, index, size in (("unit", unit, H), ("batch", batch, B), ("t", t or 0, T)):
        what = f"an integer from 0 to {size - 1}"
        expect(whole(argument, index, 0, what) < size, argument, what, index)
    rows = _rows(tape, x, names, unit, batch)
    heights = [HEIGHT.get(name, 0.55) for name in rows]
    with style():
        fig, axes = figure(
            9, sum(heights) + 0.55, len(rows), sharex=True, gridspec_kw={"height_ratios": heights}
        )
        for axis, (name, values) in zip(np.atleast_1d(axes), rows.items(), strict=True):
            _row(axis, name, values, t, notation)
        axis.set_xlabel("step")
        axis.set_xlim(0.5, T + 0.5)
    return fig


def _rows(tape, x, names, unit, batch):
    """{name: (T,) numbers}"""
    read = np.asarray(tape.x)
    if x is None and read.ndim == 3 and read.shape[2] == 1:
        x = read[:, batch, 0]
    if x is not None:
        x = array_of("x", x, "fiub")
        expect(x.shape == (len(tape),), "x", f"shape ({len(tape)},)", x.shape)
    known = {} if x is None else {"x": np.asarray(x, float)}
    known |= {
        name: np.asarray(tape[name][:, batch, unit])
        for name in (*tape.cell.gates, *reversed(tape.cell.states))
    }
    for name in names or ():
        if name not in known:
            raise ValueError(f"names: expected some of {', '.join(known)}, got {brief(name)}")
    return {name: known[name] for name in names or known}


def _row(axis, name, values, t, notation):
    from matplotlib.ticker import FixedLocator

    steps = 1 + np.arange(len(values))
    low, high = (0.0, 1.0) if name in "ifour" else _range(values)
    for sign, hue, hatch in (
        (values >= 0, palette.colour(name), None),
        (values < 0, palette.NEGATIVE[0], "////"),
    ):
        axis.bar(steps[sign], values[sign], 0.92, color=hue, hatch=hatch, ec="white", lw=0)
    axis.axhline(0, color=FAINT, lw=0.8)
    axis.set_ylim(low - 0.04 * (high - low), high + 0.04 * (high - low))
    axis.yaxis.set_major_locator(FixedLocator(sorted({low, 0.0, high})))
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:.3g}".replace("-", "−"))
    axis.tick_params(axis="y", labelsize=9)
    label = axis.set_ylabel(written(name, notation), rotation=0, ha="right", va="center")
    axis.yaxis.set_label_coords(-0.05, 0.5)
    axis.tick_params(axis="x", length=0)
    label.set(fontsize=14, fontweight="bold", color=INK)
    if t is not None:
        axis.axvspan(t + 0.5, t + 1.5, fc="none", ec=INK, lw=1.5, zorder=5)


def _range(values):
    """The ends of a row, which has zero in it, and room for 1."""
    low, high = min(0.0, values.min()), max(1.0, values.max())
    return (low, high) if low == 0 else (min(low, -1.0), high)
