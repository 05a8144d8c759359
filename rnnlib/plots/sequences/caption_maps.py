"""The printed twin of the widget CaptionView: where each word of a caption looks."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.plots.style import INK, figure, style

SIDE, TITLE, COLUMNS = 1.05, 0.28, 6  # inches of a picture and of its word; pictures in a row
DARKEST = 0.7


def caption_maps(own, *, t=None):
    """Figure of a `Captioned`: the picture, and once more for each word under its map.

    What is not looked at is dark; each map is scaled to its own largest weight. Without attention
    there is the picture alone, with its caption. Word ``t``, from 0, is framed.
    """
    fits = hasattr(own, "picture") and hasattr(own, "words")
    expect(fits, "own", "a Captioned such as rnnlib.analysis.captioned makes", brief(own))
    tiles = [("", None)] + (
        [] if own.alpha is None else list(zip(own.words, own.alpha, strict=True))
    )
    columns = min(COLUMNS, len(tiles))
    rows = -(-len(tiles) // columns)
    with style():
        width = max(SIDE * columns, 4.5)
        fig, axes = figure(width, (SIDE + TITLE) * rows, rows=rows, columns=columns)
        axes = np.atleast_1d(axes).ravel()
        for axis in axes:
            axis.set_axis_off()
        for k, (axis, (word, alpha)) in enumerate(zip(axes, tiles, strict=False)):
            axis.imshow(shaded(own.picture, alpha), interpolation="nearest")
            current = t is not None and k == t + 1 and alpha is not None
            caption = f"{word} {own.p[k - 1]:.2f}" if k else "the picture"
            axis.set_title(caption, fontsize=7.5, color=INK, weight="bold" if current else "normal")
            if current:
                Y, X = own.picture.shape[:2]
                axis.plot(
                    [-0.5, X - 0.5, X - 0.5, -0.5, -0.5],
                    [-0.5, -0.5, Y - 0.5, Y - 0.5, -0.5],
                    color=INK,
                    lw=2,
                    clip_on=False,
                )
        if own.alpha is None:
            axes[0].set_title(" ".join(own.words[:-1]), fontsize=8, color=INK)
    return fig


def shaded(picture, alpha=None):
    """The picture (Y, X, 3) under a map (rows, columns): each cell is a block of pixels, the darker
    the less it is looked at."""
    if alpha is None:
        return picture
    blocks = [n // m for n, m in zip(picture.shape, alpha.shape, strict=False)]
    light = 1 - DARKEST * (1 - np.kron(alpha / alpha.max(), np.ones(blocks)))
    return picture * light[:, :, None]
