"""Rows and matrices with their numbers, as they are multiplied and added."""

import numpy as np

from rnnlib.edge import iterable
from rnnlib.notation import palette
from rnnlib.plots.style import INK, bare_figure, ink_on, shade, style, written

CELL, HIGH, GAP, MARGIN = 0.62, 0.42, 0.22, 0.12  # inches
SIGN = 0.3
NEGATIVE = "////"


def row_equation(parts, *, labels=None, notation="house"):
    """Figure of an equation of rows: ``parts`` are (name, array) and signs such as "=" or "tanh(".

    A row (n,) stands as one line of boxes, a matrix (m, n) as m lines; each number is shaded by its
    size, negative ones in another hue with a hatch. ``labels`` {name: (rows, columns)} are words
    beside the lines and above the columns; either may be None.
    """
    iterable("parts", parts)
    if not any(isinstance(part, tuple) for part in parts):
        raise ValueError("parts: expected at least one (name, array), got none")
    arrays = [np.atleast_2d(np.asarray(p[1], float)) for p in parts if isinstance(p, tuple)]
    scale = max(np.abs(array).max() for array in arrays) or 1
    labels = labels or {}
    tall = max(len(array) for array in arrays) * HIGH
    beside = {name: _room(words[0]) for name, words in labels.items() if words[0]}
    wide = sum(array.shape[1] * CELL + GAP for array in arrays) + sum(beside.values())
    wide += sum(SIGN + 0.08 * len(p) for p in parts if isinstance(p, str))
    above = 0.62 if any(words[1] for words in labels.values()) else 0.34
    with style():
        size = wide + 2 * MARGIN, tall + above + 2 * MARGIN
        fig, axis = bare_figure(*size)
        axis.set(xlim=(0, size[0]), ylim=(size[1], 0))
        x, middle = MARGIN, MARGIN + above + tall / 2
        for part in parts:
            if isinstance(part, str):
                room = SIGN + 0.08 * len(part)
                axis.text(
                    x + room / 2 - GAP / 2, middle, part, fontsize=15, ha="center", va="center"
                )
                x += room
                continue
            name, array = part[0], np.atleast_2d(np.asarray(part[1], float))
            x += beside.get(name, 0)
            _boxes(axis, name, array, x, middle - len(array) * HIGH / 2, scale, notation)
            _words(axis, labels.get(name, (None, None)), array, x, middle)
            x += array.shape[1] * CELL + GAP
    return fig


def _room(words):
    return 0.12 + 0.085 * max(map(len, words))


def _boxes(axis, name, array, x, y, scale, notation):
    """One array, its name above."""
    from matplotlib.patches import Rectangle

    bare = name.rstrip("⁻")
    letter = bare if bare in palette.COLOURS else "x"
    for (i, j), value in np.ndenumerate(array):
        colour = shade(letter, [value], scale * 1.4)[0]
        corner = (x + j * CELL, y + i * HIGH)
        hatch = NEGATIVE if value < 0 else None
        axis.add_patch(
            Rectangle(corner, CELL, HIGH, facecolor=colour, hatch=hatch, edgecolor=(1, 1, 1, 0.4))
        )
        axis.add_patch(Rectangle(corner, CELL, HIGH, fill=False, edgecolor=INK, lw=0.8))
        text = f"{value:.2f}".replace("-", "−").replace("−0.00", "0.00")
        place = (corner[0] + CELL / 2, corner[1] + HIGH / 2)
        axis.text(
            *place, text, fontsize=11, ha="center", va="center_baseline", color=ink_on(colour)
        )
    wide = array.shape[1] * CELL
    axis.text(
        x + wide / 2, MARGIN + 0.1, _symbol(name, notation), fontsize=14, ha="center", va="center"
    )


def _symbol(name, notation):
    bare = name.rstrip("⁻")
    known = bare in palette.COLOURS or bare in "WUVb"
    letter = written(bare, notation).strip("$") if known else bare
    return f"${letter}$" + ("⁻" if bare != name else "")


def _words(axis, words, array, x, middle):
    rows, columns = words
    top = middle - len(array) * HIGH / 2
    for i, word in enumerate(rows or ()):
        axis.text(x - 0.07, top + (i + 0.5) * HIGH, word, fontsize=10, ha="right", va="center")
    for j, word in enumerate(columns or ()):
        axis.text(x + (j + 0.5) * CELL, top - 0.12, word, fontsize=10, ha="center", va="center")
