"""What can be read off a state, and when: a table of shares as shades."""

import numpy as np

from rnnlib.edge import array_of, expect
from rnnlib.notation import palette
from rnnlib.plots.style import INK, figure, style

CELL = 0.46, 0.36  # inches


def readable(shares, rows, columns, *, xlabel="", ylabel="", marked=()):
    """Figure of ``shares`` (R, C) from 0 to 1, each a shade and a number in hundredths.

    ``rows`` and ``columns`` name them; ``marked`` are places (row, column) that are framed.
    """
    shares = array_of("shares", shares)
    shape = len(rows), len(columns)
    expect(shares.shape == shape, "shares", f"shape {shape}", f"shape {shares.shape}")
    fits = np.isfinite(shares).all() and shares.min() >= 0 and shares.max() <= 1
    expect(fits, "shares", "numbers from 0 to 1", "others")
    with style():
        from matplotlib.colors import LinearSegmentedColormap
        from matplotlib.patches import Rectangle

        width = max(map(len, rows)) * 0.085
        fig, axis = figure(0.5 + width + CELL[0] * shape[1], 0.95 + CELL[1] * shape[0])
        shades = LinearSegmentedColormap.from_list("shares", ["#F4F4F4", palette.BLUE])
        axis.imshow(shares, cmap=shades, vmin=0, vmax=1, aspect="auto")
        for (r, c), share in np.ndenumerate(shares):
            colour = "white" if share > 0.6 else INK
            words = f"{100 * share:.0f}"
            axis.text(c, r, words, ha="center", va="center", color=colour, fontsize=9)
        for r, c in marked:
            corner = (c - 0.5, r - 0.5)
            look = {"fill": False, "edgecolor": INK, "lw": 1.8, "clip_on": False}
            axis.add_patch(Rectangle(corner, 1, 1, **look))
        axis.set_xticks(range(shape[1]), columns)
        axis.set_yticks(range(shape[0]), rows)
        axis.set(xlabel=xlabel, ylabel=ylabel)
        axis.tick_params(length=0, labelcolor=INK)
        axis.spines[:].set_visible(False)
    return fig
