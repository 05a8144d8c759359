"""Lines over steps, each with its name at its end instead of a legend."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, mapping
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

HUES = (palette.BLUE, palette.VERMILLION, palette.GREEN, palette.PURPLE, palette.ORANGE)
PALE = (palette.ORANGE, palette.SKY, palette.YELLOW)  # too light to be read as letters
GAP = 16  # pixels between the middles of two names
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def curves(lines, *, xlabel, ylabel, log=False, levels=None, x=None, hues=None):
    """Figure of ``lines``, {name: (n,) values}, over ``x``, by default 0 … n − 1.

    ``levels`` {name: value} are horizontal lines to compare with; ``log`` makes y logarithmic.
    Lines differ in dash as well as in hue; there may be up to five. ``hues`` {name: symbol} gives
    lines the colour of a symbol of the course, ``{"cell state": "c"}``.
    """
    lines = _checked(lines, x)
    with style():
        fig, axis = figure(7.5, 3.6)
        ends = []
        for (name, y), hue, dash in zip(lines.items(), HUES, DASHES, strict=False):
            at = np.arange(len(y)) if x is None else x
            hue = palette.colour(hues[name]) if hues and name in hues else hue
            axis.plot(at, y, color=hue, ls=dash)
            ends.append((name, at[-1], y[-1], hue))
        for name, level in (levels or {}).items():
            axis.axhline(level, color=FAINT, lw=1, ls=(0, (1, 2)))
            ends.append((name, at[-1], level, FAINT))
        axis.set(xlabel=xlabel, ylabel=ylabel, **({"yscale": "log"} if log else {}))
        axis.margins(x=0)
        axis.autoscale_view()  # now, so that places on the page are known
        _names(axis, ends)
    return fig


def _checked(lines, x):
    """The lines as rows of numbers, each as long as x."""
    mapping("lines", lines, "a dict {name: values}")
    expect(lines, "lines", "at least one", "none")
    expect(len(lines) <= len(HUES), "lines", f"at most {len(HUES)}", len(lines))
    rows = {name: array_of(f"lines[{brief(name)}]", y) for name, y in lines.items()}
    for name, y in rows.items():
        n = f"{len(x)} numbers" if x is not None else "at least one number"
        fits = y.ndim == 1 and y.size and (x is None or len(y) == len(x))
        expect(fits, f"lines[{brief(name)}]", f"a row of {n}", f"shape {y.shape}")
    return rows


def _names(axis, ends):
    """Each line's name at its right end, moved apart where they would overlap."""
    at = [axis.transData.transform((x, y))[1] for _, x, y, _ in ends]
    free = -np.inf
    for k in np.argsort(at, kind="stable"):
        name, x, y, hue = ends[k]
        place = max(at[k], free)
        free = place + GAP
        axis.annotate(
            name,
            (x, y),
            (6, (place - at[k]) * 72 / axis.figure.dpi),
            textcoords="offset points",
            va="center",
            color=INK if hue in PALE else hue,
            fontsize=10,
            annotation_clip=False,
        )
