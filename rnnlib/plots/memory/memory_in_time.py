"""The printed twin of the widget MemoryView: heads over time, one address, and the memory."""

import numpy as np

from rnnlib.edge import brief, expect, one_of, whole
from rnnlib.layers.memory.tape import MemoryTape
from rnnlib.notation import palette
from rnnlib.plots.style import INK, style

WIDTH, STRIP, MAP, STEP = 9.0, 0.4, 0.9, 2.2  # inches
ADDRESS = ("w_c", "$w^c$"), ("w_before", "$w^-$"), ("w_g", "$w^g$"), ("w_s", r"$\tilde{w}$")
ADDRESS += (("w", "$w$"),)
DECADES, HATCHED = 4, 0.06  # of gradients, on a log scale; of full size, where negative


def memory_in_time(tape, t, head, *, batch=0, predictions=None, targets=None, back=False):
    """Figure of a `NeuralTuringMachine`'s tape: input, output and target bits, and the weighting of
    every head over time; below, step ``t``: the stages of the address of ``head``, and the memory.

    ``predictions`` and ``targets`` (T, B, O) may be None. With ``back`` weightings and memory are
    their gradients: bars as parts of the largest, shades on a log scale of four decades.
    """
    one_of("tape", tape, MemoryTape, "the tape of a NeuralTuringMachine")
    expect(
        not back or tape.back is not None, "back", "False before backward was called", brief(back)
    )
    heads, T, B = tape.owner.heads, len(tape), len(tape.M[0])
    for name, value, size in (("t", t, T), ("head", head, heads.K), ("batch", batch, B)):
        value = whole(name, value, 0, f"an integer from 0 to {size - 1}")
        expect(value < size, name, f"an integer from 0 to {size - 1}", value)
    record, strips = tape.back if back else tape, _strips(tape, batch, predictions, targets)
    names = _named("read", heads.reads) + _named("write", heads.writes)
    hues = [palette.BLUE] * heads.reads + [palette.VERMILLION] * heads.writes
    sizes = [STRIP] * len(strips) + [MAP] * heads.K
    with style():
        from matplotlib.figure import Figure

        fig = Figure(figsize=(WIDTH, sum(sizes) + STEP + 0.5), layout="constrained")
        above, below = fig.subfigures(2, 1, height_ratios=[sum(sizes) + 0.2, STEP + 0.3])
        axes = above.subplots(len(sizes), 1, sharex=True, height_ratios=sizes)
        for axis, (name, values) in zip(axes, strips.items(), strict=False):
            _shades(axis, values.T, palette.GREY, name)
        for k, axis in enumerate(axes[len(strips) :]):
            _shades(axis, record["w"][:, batch, k].T, hues[k], names[k], back)
        for axis in axes:
            axis.axvspan(t - 0.5, t + 0.5, fc="none", ec=INK, lw=1.6, zorder=9)
        ticks = [k for k in range(T) if (k + 1) % 5 == 0 or k == 0]
        axes[-1].set_xticks(ticks, [k + 1 for k in ticks])
        widths = [1] * len(ADDRESS) + [1.8]
        *bars, matrix = below.subplots(1, len(widths), sharey=True, width_ratios=widths)
        for axis, (name, symbol) in zip(bars, ADDRESS, strict=True):
            _bars(axis, record[name][t, batch, head], hues[head], symbol, back)
        title = r"$\partial L/\partial M$" if back else "$M$ after the step"
        _shades(matrix, record["M"][t, batch], palette.GREEN, "", back, title)
        bars[0].set_ylabel(f"{names[head]}: place")
        bars[0].set_yticks([0, tape.owner.N - 1])
    return fig


def _named(kind, many):
    return [f"{kind} head" + (f" {k + 1}" if many > 1 else "") for k in range(many)]


def _strips(tape, batch, predictions, targets):
    """{name: (T, channels)}: what was read, what was written and what was wanted."""
    strips = {"x": tape.controller.x[:, batch, : tape.owner.D]}
    if predictions is not None:
        strips["y"] = np.asarray(predictions)[:, batch]
    if targets is not None:
        strips["target"] = np.maximum(np.asarray(targets)[:, batch], 0)
    return strips


def _shades(axis, values, hue, name, log=False, title=""):
    """A matrix from white to its hue, negative numbers in theirs."""
    from matplotlib.collections import PatchCollection
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    most = np.abs(values).max(initial=0) or 1
    share = values / most
    if log:
        with np.errstate(divide="ignore"):
            share = np.sign(values) * np.clip(1 + np.log10(np.abs(share)) / DECADES, 0, 1)
    shades = LinearSegmentedColormap.from_list("", [palette.NEGATIVE[0], "white", hue])
    axis.imshow(share, cmap=shades, vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    below = [Rectangle((x - 0.5, y - 0.5), 1, 1) for y, x in np.argwhere(share < -HATCHED)]
    lines = {"facecolor": "none", "edgecolor": "white", "linewidth": 0, "hatch": "////"}
    axis.add_collection(PatchCollection(below, **lines))
    axis.set_yticks([])
    axis.set_ylabel(name, rotation=0, ha="right", va="center")
    axis.set_title(title)
    axis.tick_params(length=0)


def _bars(axis, values, hue, symbol, back):
    """A bar for every place, negative ones hatched."""
    full = (np.abs(values).max() or 1) if back else 1
    at, rim = np.arange(len(values)), 0.3 if len(values) <= 40 else 0
    for sign, ink, lines in ((values >= 0, hue, ""), (values < 0, palette.NEGATIVE[0], "////")):
        axis.barh(at[sign], values[sign] / full, 1.0, color=ink, hatch=lines, ec="white", lw=rim)
    axis.set_title(rf"$\partial L/\partial {symbol[1:]}" if back else symbol)
    axis.set_xlim((-1, 1) if back else (0, 1))
    axis.set_xticks([])
    axis.tick_params(length=0)
