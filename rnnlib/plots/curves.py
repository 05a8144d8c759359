"""Lines over steps, each with its name at its end instead of a legend."""

import numpy as np

from rnnlib import palette
from rnnlib.plots.style import FAINT, figure, style

HUES = (palette.BLUE, palette.VERMILLION, palette.GREEN, palette.PURPLE, palette.ORANGE)
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def curves(lines, *, xlabel, ylabel, log=False, levels=None, x=None):
    """Figure of ``lines``, {name: (n,) values}, over ``x``, by default 0 … n − 1.

    ``levels`` {name: value} are horizontal lines to compare with; ``log`` makes y logarithmic.
    Lines differ in dash as well as in hue.
    """
    if not lines:
        raise ValueError("lines: expected at least one, got none")
    with style():
        fig, axis = figure(7.5, 3.6)
        for (name, y), hue, dash in zip(lines.items(), HUES, DASHES, strict=False):
            at = np.arange(len(y)) if x is None else x
            axis.plot(at, y, color=hue, ls=dash)
            _name(axis, name, (at[-1], y[-1]), hue)
        for name, level in (levels or {}).items():
            axis.axhline(level, color=FAINT, lw=1, ls=(0, (1, 2)))
            _name(axis, name, (at[-1], level), FAINT)
        axis.set(xlabel=xlabel, ylabel=ylabel, **({"yscale": "log"} if log else {}))
        axis.margins(x=0)
    return fig


def _name(axis, name, point, colour):
    axis.annotate(
        name, point, (6, 0), textcoords="offset points", va="center", color=colour, fontsize=10,
        annotation_clip=False,
    )  # fmt: skip
