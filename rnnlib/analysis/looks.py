"""Does attention look at what is being told? Weight on the things of each group, word by word."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import expect, iterable
from rnnlib.tasks.scenes import understood
from rnnlib.tasks.scenes.drawing import PAINT

NEAR = 0.3  # how far from its paint a pixel may be, in the channel that differs most


class Looks(NamedTuple):
    """Mean weights over captions of two groups.

    - own: what the words of a group put on cells that touch its things;
    - other: what they put on cells that touch the other group's alone;
    - share: the share of all cells that touch a group's own things: a map that looks everywhere
      alike would have put this on them;
    - n: how many captions were counted.
    """

    own: float
    other: float
    share: float
    n: int


def looks(found):
    """`Looks` of captions (a list of `Captioned` with maps), those that speak of two groups of
    different colours. A group's words are its number, size, colour and shape."""
    own, other, share, n = [], [], [], 0
    for caption in iterable("found", found):
        expect(caption.alpha is not None, "found", "captions with maps", "one without")
        scene = understood(" ".join(caption.words[:-1]))
        if scene is None or scene.second is None or scene.first.colour == scene.second.colour:
            continue
        cells = [touched(caption, group.colour) for group in scene.groups]
        if not all(c.any() for c in cells):  # a colour that the picture does not have
            continue
        n += 1
        T = len(caption.words) - 1
        for k, words in enumerate((range(4), range(T - 4, T))):
            maps = caption.alpha[list(words)]
            own.append(maps[:, cells[k]].sum(1).mean())
            other.append(maps[:, cells[1 - k] & ~cells[k]].sum(1).mean())
            share.append(cells[k].mean())
    expect(n, "found", "at least one caption of two groups of different colours", "none")
    return Looks(*(float(np.mean(a)) for a in (own, other, share)), n)


def touched(caption, colour):
    """Which cells (rows, columns) hold paint of a colour."""
    near = np.abs(caption.picture - PAINT[colour]).max(2) < NEAR
    rows, columns = caption.alpha.shape[1:]
    Y, X = near.shape
    return near.reshape(rows, Y // rows, columns, X // columns).any((1, 3))
