"""Pictures of scenes: shapes with soft edges, on light paper."""

import numpy as np

from rnnlib.edge import generator
from rnnlib.tasks.scenes.language import check_scene

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
MIDDLES = np.arange(SIDE) + 0.5  # of the pixels of a row or column


def draw(scene, *, rng):
    """A picture (24, 24, 3) of a scene, floats from 0 to 1: red, green and blue of every pixel.

    A relation gives each of two groups its half of the picture, and in it every thing has a slot of
    8 × 8 pixels of its own, drawn without replacement; inside of it things are moved at random as
    far as there is room. Paint and paper vary a little.
    """
    check_scene(scene)
    generator(rng)
    picture = np.full((SIDE, SIDE, 3), PAPER)
    for group, places in zip(scene.groups, arranged(scene, rng), strict=True):
        paint, r = np.array(PAINT[group.colour]) + rng.normal(0, 0.03, 3), RADIUS[group.size]
        for y, x in places:
            near = tuple(slice(max(0, int(c - r) - 1), int(c + r) + 3) for c in (y, x))
            ink = covered(group.shape, y, x, r, near)[..., None]
            picture[near] += ink * (paint - picture[near])
    picture += rng.normal(0, GRAIN, picture.shape)
    return np.clip(picture, 0, 1)


def arranged(scene, rng):
    """For every group the middles (number, 2) of its things, down and across.

    Two groups are arranged again until no other relation is as true: their mean places differ at
    least half as much again in the direction of the relation as across it.
    """
    along = 1 if scene.relation in ("left of", "right of") else 0
    while True:
        found = [
            _thrown(group, slots, rng)
            for group, slots in zip(scene.groups, _slots(scene), strict=True)
        ]
        if scene.relation is None:
            return found
        apart = np.abs(found[0].mean(0) - found[1].mean(0))
        if apart[along] > 1.5 * apart[1 - along]:
            return found


def _thrown(group, slots, rng):
    chosen = np.array(slots)[rng.choice(len(slots), group.number, replace=False)]
    r = RADIUS[group.size]
    return rng.uniform(chosen[:, :2] + r, chosen[:, :2] + chosen[:, 2:] - r)


def covered(shape, y, x, r, part=(slice(None), slice(None))):
    """How much of every pixel (24, 24) a shape covers, 0 to 1, its middle at (y, x); or of those in
    a part of the picture, its rows and columns.

    By the distance d to the edge, inside negative: a pixel whose middle lies at d is covered by
    ½ − d, cut to [0, 1].
    """
    down, across = MIDDLES[part[0], None] - y, np.abs(MIDDLES[part[1]] - x)
    if shape == "circle":
        d = np.sqrt(down**2 + across**2) - r
    elif shape == "square":
        d = np.maximum(np.abs(down), across) - 0.9 * r
    else:  # three sides, each at the same distance from the middle
        d = np.maximum(down, 0.866 * across - 0.5 * down) - 0.6 * r
    return np.clip(0.5 - d, 0, 1)


def _slots(scene):
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
