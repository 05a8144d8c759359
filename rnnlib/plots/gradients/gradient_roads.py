"""The printed twin of the widget PathSplitter: forget gates over the roads of a gradient."""

import numpy as np

from rnnlib.analysis import Roads
from rnnlib.edge import one_of
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style, written

LINES = {
    "all of it": ("total", palette.GREY, "-", 1.6),
    "along the carry": ("carry", palette.ORANGE, "-", 2.6),
    "through gates and h": ("rest", palette.BLUE, (0, (5, 2)), 2.6),
}


def gradient_roads(roads, *, low=1e-8, t=None, notation="house"):
    """Figure of ‖∂L/∂c_k‖ for `rnnlib.analysis.Roads`, split by road; above it the mean of f.

    Norms are over units and sequences; what falls below ``low`` leaves the picture. Step ``t``,
    from 0, is framed.
    """
    one_of("roads", roads, Roads, "what `rnnlib.analysis.split_paths` gives")
    T = len(roads.f)
    f, c = written("f", notation), written("c", notation).strip("$")
    with style():
        ratios = {"height_ratios": [1, 3.2]}
        fig, (top, main) = figure(8.4, 4.4, 2, 1, sharex=True, gridspec_kw=ratios)
        top.bar(np.arange(1, T + 1), roads.f.mean((1, 2)), width=0.85, color=palette.VERMILLION)
        top.set(ylim=(0, 1), yticks=[0, 1], ylabel=f)
        for name, (road, hue, dash, width) in LINES.items():
            size = np.sqrt((getattr(roads, road) ** 2).sum((1, 2)))
            size = np.where(size < low, np.nan, size)
            main.plot(np.arange(1, T + 1), size, color=hue, ls=dash, lw=width, label=name)
        main.axhline(1, color=FAINT, lw=0.8)
        main.set(yscale="log", ylim=(low, 10), xlabel="step k")
        main.set_ylabel(f"size of $∂L/∂{c}_k$")
        main.set_xlim(0.5, T + 0.5)
        main.xaxis.get_major_locator().set_params(integer=True)
        for axis in (top, main) if t is not None else ():
            axis.axvspan(t + 0.5, t + 1.5, fc="none", ec=INK, lw=1.2, zorder=5)
        main.legend(loc="lower right", fontsize=10, frameon=False, handlelength=3.2)
    return fig
