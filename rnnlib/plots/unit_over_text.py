"""A text as it stands on the page, every character shaded by what one unit held after it."""

import numpy as np

from rnnlib.plots.style import FAINT, figure, shade, style

CELL, LINE = 0.115, 0.24  # inches: a character's width, a line's height


def unit_over_text(values, text, *, name="c", scale=None):
    """Figure of ``text``, line by line, behind each character the value (T,) after reading it.

    Positive values have the hue of ``name``, negative ones another hue and a hatch; full colour is
    ``scale``, by default the largest magnitude.
    """
    values = np.asarray(values, float)
    if values.shape != (len(text),):
        raise ValueError(
            f"values: expected shape ({len(text)},), one for each character, got {values.shape}"
        )
    lines = text.split("\n")
    width, height = max(map(len, lines)) + 1, len(lines) - (not lines[-1])
    with style():
        fig, axis = figure(CELL * width + 0.2, LINE * height + 0.2)
        axis.set(xlim=(0, width), ylim=(height, 0))
        axis.axis("off")
        colours = shade(name, values, scale or max(np.abs(values).max(), 1e-12))
        row = column = 0
        for character, value, colour in zip(text, values, colours, strict=True):
            _character(axis, column, row, character, value, colour)
            row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
    return fig


def _character(axis, column, row, character, value, colour):
    hatch = "/////" if value < 0 else None
    axis.axvspan(
        column,
        column + 1,
        *(1 - (row + 0.96) / axis.get_ylim()[0], 1 - (row + 0.04) / axis.get_ylim()[0]),
        facecolor=colour,
        hatch=hatch,
        edgecolor=(1, 1, 1, 0.5),
        lw=0,
    )
    shown, ink = ("↵", FAINT) if character == "\n" else (character, None)
    axis.text(
        column + 0.5, row + 0.5, shown, family="DejaVu Sans Mono", fontsize=11,
        ha="center", va="center_baseline", **({"color": ink} if ink else {}),
    )  # fmt: skip
