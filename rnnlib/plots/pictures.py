"""Small pictures with words below them, and lines that a pen has drawn."""

import textwrap

import numpy as np

from rnnlib.edge import array_of, expect, mapping
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

HUES = (palette.BLUE, palette.VERMILLION, palette.GREEN)
ACROSS = 6  # pictures in a row


def pictures(images, words, marks=None):
    """Figure of ``images`` with words under each: (n, rows, columns) from 0, paper, to 1, ink, or
    (n, rows, columns, 3) in colour.

    ``marks`` (n,) of bool: words where it is False are struck red, with a cross before them.
    """
    images = array_of("images", images)
    fits = len(images) and (images.ndim == 3 or (images.ndim == 4 and images.shape[3] == 3))
    expect(fits, "images", "shape (n, rows, columns) or (n, rows, columns, 3)", images.shape)
    words = list(words)
    expect(len(words) == len(images), "words", f"{len(images)}, one for each image", len(words))
    marks = [True] * len(words) if marks is None else list(marks)
    rows = -(-len(images) // ACROSS)
    with style():
        lines = max(len(textwrap.wrap(text, 16)) for text in words)
        height = max(1.85, 1.3 + 0.17 * lines)
        fig, axes = figure(7.6, height * rows, rows, min(ACROSS, len(images)), squeeze=False)
        for axis in axes.flat:
            axis.axis("off")
            axis.set_anchor("N" if lines > 3 else "C")  # all room below, for the words
        for axis, image, text, right in zip(axes.flat, images, words, marks, strict=False):
            axis.imshow(image, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
            text = textwrap.fill(text if right else f"✗ {text}", 16)
            colour = INK if right else palette.VERMILLION
            axis.text(0.5, -0.06, text, ha="center", va="top", transform=axis.transAxes,
                      fontsize=9, color=colour)  # fmt: skip
    return fig


def drawings(panels, model=None):
    """Figure of ``panels``, {title: list of lines (T, 2)}: each begins at its dot.

    ``model`` is a list of lines (T, 2) that were to be drawn, shown faint behind all of them.
    """
    mapping("panels", panels, "a dict {title: list of lines}")
    expect(panels, "panels", "at least one", "none")
    with style():
        fig, axes = figure(3.4 * len(panels) + 0.4, 3.7, 1, len(panels), squeeze=False)
        fig.set_layout_engine("constrained", h_pad=0.12)  # else the titles touch the edge
        for axis, (title, lines) in zip(axes[0], panels.items(), strict=True):
            axis.set_title(title, fontweight="bold")
            axis.set(aspect="equal", xticks=[], yticks=[])
            for side in axis.spines.values():
                side.set_visible(False)
            for line in model or ():
                axis.plot(*_line(line), color=FAINT, lw=5, alpha=0.25)
            for k, line in enumerate(lines):
                hue = HUES[k % len(HUES)]
                axis.plot(*_line(line), color=hue, lw=1.2)
                axis.plot(*_line(line)[:, :1], "o", color=hue, ms=6, mec="white")
    return fig


def _line(line):
    line = np.asarray(line)
    expect(line.ndim == 2 and line.shape[1] == 2, "lines", "points (T, 2)", line.shape)
    return line.T
