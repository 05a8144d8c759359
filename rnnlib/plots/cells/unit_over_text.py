"""A text as it stands on the page, every character shaded by what one unit held after it."""

import numpy as np

from rnnlib.edge import array_of, one_of
from rnnlib.plots.style import INK, bare_figure, ink_on, shade, style, visible

CELL, LINE, MARGIN = 0.115, 0.24, 0.1  # inches: a character's width, a line's height


def unit_over_text(values, text, *, name="c", scale=None, mark=None):
    """Figure of ``text``, line by line, behind each character the value (T,) after reading it.

    Positive values have the hue of ``name``, negative ones another hue and a hatch; full colour is
    ``scale``, by default the largest magnitude. Character number ``mark`` is framed: the one at
    which the influence of the others is looked at, where the values are a row of
    `rnnlib.analysis.sensitivity`.
    """
    from matplotlib.patches import Rectangle

    values = array_of("values", values, "fiub").astype(float)
    one_of("text", text, str, "a str")
    if values.shape != (len(text),):
        raise ValueError(
            f"values: expected shape ({len(text)},), one for each character, got {values.shape}"
        )
    if mark is not None and mark not in range(len(text)):
        raise ValueError(f"mark: expected a character from 0 to {len(text) - 1}, got {mark!r}")
    lines = text.split("\n")
    width, height = max(map(len, lines)) + 1, len(lines) - (not lines[-1])
    inches = CELL * width + 2 * MARGIN, LINE * height + 2 * MARGIN
    with style():
        fig, axis = bare_figure(*inches)
        axis.set(xlim=(-MARGIN / CELL, width + MARGIN / CELL))
        axis.set(ylim=(height + MARGIN / LINE, -MARGIN / LINE))
        colours = shade(name, values, scale or max(np.abs(values).max(), 1e-12))
        row = column = 0
        each = zip(text, values, colours, strict=True)
        for place, (character, value, colour) in enumerate(each):
            _character(axis, column, row, character, value, colour)
            if place == mark:
                axis.add_patch(Rectangle((column, row), 1, 1, fill=False, edgecolor=INK, lw=2))
            row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
    return fig


def _character(axis, column, row, character, value, colour):
    from matplotlib.patches import Rectangle

    axis.add_patch(
        Rectangle(
            (column, row + 0.04),
            1,
            0.92,
            facecolor=colour,
            hatch="////" if value < 0 else None,
            edgecolor=(1, 1, 1, 0.35),
            lw=0,
        )
    )
    axis.text(
        column + 0.5,
        row + 0.5,
        visible(character) if character == "\n" else character,
        family="DejaVu Sans Mono",
        fontsize=11,
        color=ink_on(colour),
        alpha=0.6 if character == "\n" else 1,
        ha="center",
        va="center_baseline",
    )
