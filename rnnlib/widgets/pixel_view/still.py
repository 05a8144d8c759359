"""A PixelView in one sentence and one figure."""

import numpy as np

from rnnlib import plots
from rnnlib.language import say

from .record import SHADES


def sentence(view):
    """What the network expects of the pixel at the cursor, and on how many pixels that rests."""
    R, C = view.pictures.shape[1:]
    r, c = divmod(view.t, C)
    name, told = [*view.networks][view.network], view.told
    expected = ", ".join(f"{v} %" for v in told.expected[:, view.t])
    left = say("pixels.still_given" if view.given[r, c] else "pixels.erased")
    seen = int((view.lit[view.picture][view.network][0][view.t] > 0).sum())
    place = {"t": view.t + 1, "n": R * C, "row": r + 1, "column": c + 1, "left": left}
    rests = {"copies": view.copies, "expected": expected, "seen": seen, "before": view.t}
    picture = view._plan["pictures"][view.picture]
    return say("pixels.still", picture=picture, name=name, **place, **rests)


def figure(view):
    """The picture, its completions as far as they are, and the influences on the pixel."""
    n, R, C = view.pictures.shape
    given, now = view.given, np.arange(R * C).reshape(R, C) <= view.t
    dark = view.pictures[view.picture] / (view._plan["K"] - 1)
    at = divmod(view.t, C)
    panels = [plots.PixelMap(say("pixels.left"), dark, shown=given, at=at)]
    for k, levels in enumerate(view.told.drawn):
        image = levels.reshape(R, C) / (view._plan["K"] - 1)
        panels.append(
            plots.PixelMap(
                f"{say('pixels.completion')}{k + 1}",
                image,
                shown=given | now,
                told=now & ~given,
                at=at,
            )
        )
    for name, (shades, _) in zip(view.networks, view.lit[view.picture], strict=True):
        shade = shades[view.t].reshape(R, C) / SHADES
        panels.append(plots.PixelMap(name, shade, shown=shade > 0, at=at, hue="influence"))
    return plots.pixel_maps(panels, across=len(view.told.drawn) + 1)
