"""Pictures of scenes: shapes with soft edges, on light paper."""

import numpy as np

from rnnlib.edge import generator, one_of
from rnnlib.tasks.scenes.language import Scene

SIDE = 24  # pixels of a picture, up and across
SLOT = 8  # pixels of the square in which a thing has its place
RADIUS = {"small": 2.4, "big": 3.7}
PAINT = {
    "red": (0.85, 0.15, 0.15),
    "green": (0.15, 0.65, 0.25),
    "blue": (0.15, 0.30, 0.85),
    "yellow": (0.95, 0.80, 0.10),
}
PAPER, GRAIN = 0.93, 0.02


def draw(scene, *, rng):
    """A picture (24, 24, 3) of a scene, floats from 0 to 1: red, green and blue of every pixel.

    A relation gives each of two groups its half of the picture, and in it every thing has a slot of
    8 × 8 pixels of its own, drawn without replacement; inside of it things are moved at random as
    far as there is room. Paint and paper vary a little.
    """
    one_of("scene", scene, Scene, "a Scene such as scenes(1, rng=rng)[0]")
    picture = np.full((SIDE, SIDE, 3), PAPER)
    for group, slots in zip(scene.groups, _places(scene, rng), strict=True):
        paint = np.clip(np.array(PAINT[group.colour]) + rng.normal(0, 0.03, 3), 0, 1)
        for k in rng.choice(len(slots), group.number, replace=False):
            (top, left, height, width), r = slots[k], RADIUS[group.size]
            y, x = rng.uniform((top + r, left + r), (top + height - r, left + width - r))
            ink = covered(group.shape, y, x, r)[..., None]
            picture += ink * (paint - picture)
    picture += generator(rng).normal(0, GRAIN, picture.shape)
    return np.clip(picture, 0, 1)


def covered(shape, y, x, r):
    """How much of every pixel (24, 24) a shape covers, 0 to 1, its middle at (y, x).

    By the distance d to the edge, inside negative: a pixel whose middle lies at d is covered by
    ½ − d, cut to [0, 1].
    """
    down, across = np.mgrid[:SIDE, :SIDE] + 0.5
    down, across = down - y, np.abs(across - x)
    if shape == "circle":
        d = np.hypot(down, across) - r
    elif shape == "square":
        d = np.maximum(np.abs(down), across) - 0.9 * r
    else:  # three sides, each at the same distance from the middle
        d = np.maximum(down, 0.866 * across - 0.5 * down) - 0.6 * r
    return np.clip(0.5 - d, 0, 1)


def _places(scene, rng):
    """For every group its slots (top, left, height, width)."""
    n, half = SIDE // SLOT, SIDE // 2
    if scene.relation is None:
        steps = range(0, SIDE, SLOT)
        return [[(top, left, SLOT, SLOT) for top in steps for left in steps]]
    if scene.relation in ("left of", "right of"):
        halves = [[(SLOT * k, side, SLOT, half) for k in range(n)] for side in (0, half)]
    else:
        halves = [[(side, SLOT * k, half, SLOT) for k in range(n)] for side in (0, half)]
    return halves if scene.relation in ("left of", "above") else halves[::-1]
