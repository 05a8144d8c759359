"""The printed twin of the widget TwoWayView: two lanes of states that meet at every output."""

import numpy as np

from rnnlib.edge import array_of, expect
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, ink_on, shade, style, written

HUES = (palette.SKY, palette.ORANGE)
WAYS = ("→", "←")
HATCH, STRIPE = "////", (1, 1, 1, 0.55)
FAINTEST = 0.06  # of 1: what is whiter needs no stripes


def two_ways(
    forward,
    backward,
    *,
    reached=None,
    labels=(),
    outputs=None,
    gradient=None,
    output=None,
    notation="house",
):
    """Figure of a bidirectional run: outputs, the states of both layers (T, H), inputs.

    ``reached`` are the first and the last step of each lane that is shown; the rest is blank.
    ``outputs`` are (symbol, probability) for every step, ("", 0) where there is none yet;
    ``gradient`` is a pair of (T,) norms, the size of one output's gradient at every input by the
    forward and by the backward layer; that ``output``, from 0, is framed.
    """
    lanes = [array_of(n, a) for n, a in (("forward", forward), ("backward", backward))]
    T = len(lanes[0])
    fits = all(lane.ndim == 2 and len(lane) == T for lane in lanes)
    expect(fits, "forward, backward", "two arrays (T, H)", [lane.shape for lane in lanes])
    reached = reached or ((0, T - 1), (0, T - 1))
    labels = list(labels) or [str(t) for t in range(1, T + 1)]
    heights = [0.42, 1, 1, 0.42] + ([0.9] if gradient is not None else [])
    with style():
        fig, axes = figure(
            9, 1.05 * sum(heights), len(heights), sharex=True,
            gridspec_kw={"height_ratios": heights},
        )  # fmt: skip
        top, ahead, back, bottom, *rest = axes
        _cells(top, outputs or [("", 0.0)] * T, "output", hue="y")
        h = written("h", notation)
        for axis, lane, ends, way, hue in zip(
            (ahead, back), lanes, reached, WAYS, "hc", strict=True
        ):
            _lane(axis, lane, ends, f"{way} {h}", hue)
        _cells(bottom, [(label, 0.0) for label in labels], "input")
        for axis in rest:
            _bars(axis, gradient, f"$‖∂L/∂{written('x', notation)}‖$")
        for axis in (top, bottom, *rest) if output is not None else ():
            axis.axvspan(output + 0.52, output + 1.48, fc="none", ec=INK, lw=1.8, zorder=5)
        for axis in axes:
            axis.set_xlim(0.5, T + 0.5)
            axis.tick_params(axis="x", length=0, labelbottom=False)
    return fig


def _cells(axis, cells, name, hue="x"):
    """A row of letters, shaded by probability."""
    for t, (symbol, p) in enumerate(cells, start=1):
        colour = shade(hue, [p * 0.6])[0]
        axis.axvspan(t - 0.5, t + 0.5, color=colour, lw=0)
        axis.text(
            t, 0.5, symbol.replace("$", r"\$"), ha="center", va="center_baseline", fontsize=12,
            family="DejaVu Sans Mono", color=ink_on(colour),
        )  # fmt: skip
    _bare(axis, name)
    axis.set_ylim(0, 1)


def _lane(axis, states, ends, name, hue):
    """The states (T, H) of one layer, negative ones hatched; blank where it has not been."""
    from matplotlib.patches import Rectangle

    T, H = states.shape
    steps = np.arange(T)
    values = np.where(((steps >= ends[0]) & (steps <= ends[1]))[:, None], states, 0)
    extent = (0.5, T + 0.5, H, 0)
    axis.imshow(
        shade(hue, values).transpose(1, 0, 2), aspect="auto", extent=extent, interpolation="nearest"
    )
    for low, high in ((0.5, ends[0] + 0.5), (ends[1] + 1.5, T + 0.5)):
        if high > low:
            axis.axvspan(low, high, color="#EEEEEE", lw=0)
    for t, k in np.argwhere(values < -FAINTEST):
        axis.add_patch(Rectangle((t + 0.5, k), 1, 1, hatch=HATCH, fc="none", ec=STRIPE, lw=0))
    _bare(axis, name)


def _bars(axis, gradient, name):
    steps = np.arange(1, len(gradient[0]) + 1)
    for norms, hue, shift, hatch in zip(gradient, HUES, (-0.2, 0.2), (None, HATCH), strict=True):
        axis.bar(steps + shift, norms, 0.4, color=hue, hatch=hatch, ec="white", lw=0)
    _bare(axis, name)
    axis.spines["bottom"].set_visible(True)


def _bare(axis, name):
    axis.set_yticks([])
    for side in axis.spines.values():
        side.set_visible(False)
    axis.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=12, color=INK)
    axis.yaxis.set_label_coords(-0.02, 0.5)
    axis.spines["bottom"].set_color(FAINT)
