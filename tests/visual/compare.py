"""Where two pictures of the same thing differ to the eye, and where only in how they are smoothed.

Two questions are asked of pictures at half the size, each of both pictures in turn:

- *Is anything here that is not there?* A pixel may have any colour between the least and the most
  that the other picture has within one pixel of that place, and a bit more. Other smoothing of
  edges and letters stays between these bounds; a line that is missing, a label that has moved by a
  few pixels, another colour or word does not. (A pale hairline or a single small digit may: other
  tests read the numbers.) What sticks out is added up over 5 by 5 pixels, so that a single odd one
  does not count.
- *Is it as bright and of the same hue all over?* Means over 9 by 9 pixels, within narrower bounds:
  for large pale areas, and for letters that are as a whole bolder or paler.

Plain differences of pixels know no smoothing, and similarity indices (SSIM) look at brightness
alone: two hues of the same brightness, as gates have here, are alike to them.
"""

from dataclasses import dataclass

import numpy as np

MARGIN = 24  # of 255 beyond the bounds: smoothing, and the steps of what is kept
MOST = 200  # what 25 neighbouring pixels may stick out together, beyond the margin
EVEN = 14  # of 255: how far means over 81 pixels may differ
CELL = 12  # pixels: differences that lie closer are told as one


@dataclass(frozen=True)
class Region:
    """Where pictures differ: a box in the page's pixels, and in which way."""

    left: int
    top: int
    right: int
    bottom: int
    kind: str
    amount: float

    def __str__(self):
        box = f"x {self.left} to {self.right}, y {self.top} to {self.bottom}"
        return f"{box}: {self.kind}, by up to {self.amount:.0f} %"


def differences(found, approved):
    """Regions, largest first, in which two (height, width, 3) pictures differ; [] if in none.

    A picture that is higher than the other one differs in what it has more.
    """
    size = tuple(map(max, found.shape, approved.shape))
    a, b = (grown(picture, size) for picture in (found, approved))
    odd = (around(beyond(a, b) + beyond(b, a), 5) > MOST) | uneven(a, b)
    return sorted((told(box, a, b) for box in boxes(odd)), key=area, reverse=True)


def grown(picture, size):
    """The picture as int16, continued with a colour that no page has (magenta) to this size."""
    whole = np.empty(size, np.int16)
    whole[...] = (255, 0, 255)
    whole[: picture.shape[0], : picture.shape[1]] = picture
    return whole


def beyond(a, b):
    """(height, width): how far a's pixels lie outside of what b has around them."""
    least, most = b, b
    for axis in (0, 1):
        least = np.minimum(least, np.minimum(moved(least, 1, axis), moved(least, -1, axis)))
        most = np.maximum(most, np.maximum(moved(most, 1, axis), moved(most, -1, axis)))
    return np.maximum(np.maximum(least - a, a - most).max(-1) - MARGIN, 0).astype(np.int64)


def moved(array, by, axis):
    """The array moved by one along an axis; its rim stays."""
    rim = np.take(array, [0 if by > 0 else -1], axis)
    kept = np.delete(array, -1 if by > 0 else 0, axis)
    return np.concatenate([rim, kept] if by > 0 else [kept, rim], axis)


def uneven(a, b):
    """(height, width) of bool: where means over 9 by 9 pixels differ."""
    means = around((a - b).astype(np.int64), 9) / 81
    return np.abs(means).max(-1) > EVEN


def around(array, n):
    """The sum over the n by n pixels around each; what lies outside is nothing."""
    room = [(n // 2 + 1, n // 2)] * 2 + [(0, 0)] * (array.ndim - 2)
    sums = np.pad(array, room).cumsum(0).cumsum(1)
    return sums[n:, n:] - sums[:-n, n:] - sums[n:, :-n] + sums[:-n, :-n]


def boxes(odd):
    """(top, bottom, left, right) around each heap of odd pixels."""
    rows, columns = np.nonzero(odd)
    cells = {}
    for y, x in zip(rows.tolist(), columns.tolist(), strict=True):
        cells.setdefault((y // CELL, x // CELL), []).append((y, x))
    while cells:
        heap, waiting = [], [next(iter(cells))]
        while waiting:
            row, column = waiting.pop()
            heap += cells.pop((row, column), [])
            near = [(row + p, column + q) for p in (-1, 0, 1) for q in (-1, 0, 1)]
            waiting += [cell for cell in near if cell in cells]
        ys, xs = zip(*heap, strict=True)
        yield min(ys), max(ys) + 1, min(xs), max(xs) + 1


def told(box, a, b):
    """The region in words: what is seen there, in the page's pixels."""
    top, bottom, left, right = box
    here, there = a[top:bottom, left:right], b[top:bottom, left:right]
    change = np.abs(here - there).max() / 2.55
    light = (here - there).mean()
    hue = np.abs((here - there) - (here - there).mean(-1, keepdims=True)).mean()
    if magenta(here) or magenta(there):
        kind = "more room is taken" if magenta(there) else "less room is taken"
    elif hue > abs(light) and hue > 4:
        kind = "another colour"
    elif abs(light) < 4:
        kind = "other shapes"
    else:
        kind = "brighter" if light > 0 else "darker"
    return Region(2 * left, 2 * top, 2 * right, 2 * bottom, kind, change)


def magenta(picture):
    """Whether any pixel is beyond the end of the picture."""
    return bool((picture == (255, 0, 255)).all(-1).any())


def area(region):
    return (region.right - region.left) * (region.bottom - region.top)
