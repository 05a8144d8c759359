"""A text as it stands on the page, every character shaded by what one unit held after it."""

import numpy as np

from rnnlib.edge import array_of, brief, one_of
from rnnlib.plots.style import INK, bare_figure, ink_on, shade, style, visible

CELL, LINE, MARGIN = 0.115, 0.24, 0.1  # inches: a character's width, a line's height
LONGEST = 90  # characters of a line


def unit_over_text(values, text, *, name="c", scale=None, mark=None):
    """Figure of ``text``, line by line, behind each character the value (T,) after reading it.

    Positive values have the hue of ``name``, negative ones another hue and a hatch; full colour is
    ``scale``, by default the largest magnitude. Character number ``mark`` is framed: the one at
    which the influence of the others is looked at, where the values are a row of
    `rnnlib.analysis.sensitivity`. Lines of more than `LONGEST` characters go on in the next row.
    """
    from matplotlib.patches import Rectangle

    values = array_of("values", values, "fiub").astype(float)
    one_of("text", text, str, "a str")
    if values.shape != (len(text),):
        raise ValueError(
            f"values: expected shape ({len(text)},), one for each character, got {values.shape}"
        )
    if mark is not None and mark not in range(len(text)):
        raise ValueError(f"mark: expected a character from 0 to {len(text) - 1}, got {brief(mark)}")
    places = _places(text)
    width, height = (1 + max(end) for end in zip(*places, strict=True))
    inches = CELL * width + 2 * MARGIN, LINE * height + 2 * MARGIN
    with style():
        fig, axis = bare_figure(*inches)
        axis.set(xlim=(-MARGIN / CELL, width + MARGIN / CELL))
        axis.set(ylim=(height + MARGIN / LINE, -MARGIN / LINE))
        colours = shade(name, values, scale or max(np.abs(values).max(), 1e-12))
        for place, character, value, colour in zip(places, text, values, colours, strict=True):
            _character(axis, *place, character, value, colour)
        if mark is not None:
            axis.add_patch(Rectangle(places[mark], 1, 1, fill=False, edgecolor=INK, lw=2))
    return fig


def _places(text):
    """(column, row) of every character."""
    places, row, column = [], 0, 0
    for character in text:
        if column == LONGEST and character != "\n":
            row, column = row + 1, 0
        places.append((column, row))
        row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
    return places


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
