"""Small pictures side by side, pixel by pixel: also the printed twin of the widget PixelView."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import array_of, brief, expect
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

HUES = {"ink": INK, "told": palette.VERMILLION, "influence": palette.BLUE}
SIDE = 1.45  # inches


class PixelMap(NamedTuple):
    """A picture (R, C) from 0 to 1 with its title.

    ``shown`` (R, C) of bool: the others are hatched; ``told`` (R, C): those are coloured, as drawn
    by a network; ``at`` (r, c) is framed; ``hue`` is that of the others, "ink" or "influence".
    """

    title: str
    image: np.ndarray
    shown: np.ndarray | None = None
    told: np.ndarray | None = None
    at: tuple | None = None
    hue: str = "ink"


def pixel_maps(maps, across=5):
    """Figure of `PixelMap` s, ``across`` in a row."""
    maps = list(maps)
    fits = maps and all(isinstance(one, PixelMap) for one in maps)
    expect(fits, "maps", "a list of PixelMap", brief(maps))
    rows = -(-len(maps) // across)
    with style():
        fig, axes = figure(
            SIDE * across + 0.3, (SIDE + 0.2) * rows + 0.1, rows, across, squeeze=False
        )
        for axis in axes.flat[len(maps) :]:
            axis.axis("off")
        for axis, one in zip(axes.flat, maps, strict=False):
            _draw(axis, one)
    return fig


def _draw(axis, one):
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    image = array_of("image", one.image).astype(float)
    expect(image.ndim == 2 and image.size, "image", "shape (R, C)", image.shape)
    none = np.zeros(image.shape, bool)
    told = none if one.told is None else np.asarray(one.told)
    hidden = none if one.shown is None else ~np.asarray(one.shown)
    own, others = (np.array(to_rgb(HUES[name])) for name in ("told", one.hue))
    hue = np.where(told[..., None], own, others)
    ground = np.where(told[..., None], 1 - 0.14 * (1 - own), 1.0)
    part = image.clip(0, 1)[..., None]
    shades = part * hue + (1 - part) * ground
    axis.imshow(np.where(hidden[..., None], 0.95, shades), interpolation="nearest")
    for r, c in np.argwhere(hidden):
        corner = (c - 0.5, r - 0.5)
        axis.add_patch(Rectangle(corner, 1, 1, fill=False, ec="#C8C8C8", lw=0, hatch="////"))
    if one.at is not None:
        corner = (one.at[1] - 0.5, one.at[0] - 0.5)
        frame = Rectangle(
            corner, 1, 1, fill=False, ec=palette.ORANGE, lw=2, clip_on=False, zorder=5
        )
        axis.add_patch(frame)
    axis.set_title(one.title, fontsize=9)
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set(visible=True, color=FAINT)
