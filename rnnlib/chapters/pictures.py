"""Pictures in a cell's outputs: found, decoded, compared."""

import base64
import re
from io import BytesIO

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

IN_HTML = re.compile(r"data:image/png;base64,([A-Za-z0-9+/]+=*)")

# Chosen between the same figures drawn by versions of matplotlib whose letters differ (share at
# most 0.02; before 3.11 more), and one curve moved by 1 % of its axis or one heatmap cell by 10 %
# (at least 0.16).
BOX = 9  # side of the square over which colours are averaged, in pixels
SHADE = 0.05  # difference of two averaged colours that counts, of 0…1
REACH = 4  # pixels by which labels of another width push the axes around
FRAME = 2  # pixels by which the size of a picture, cut to its labels, may differ
WINDOW = 25  # side of the square in which the pixels that differ are counted
ENOUGH = 0.06  # share of such a square that may differ


def encoded(data):
    """The PNG pictures, in base64, of one output's data (a dict of MIME types)."""
    found = IN_HTML.findall(data.get("text/html", ""))
    return found + ([data["image/png"]] if "image/png" in data else [])


def decoded(code):
    """The picture as an array (height, width, 3) of 0…1 on a white ground."""
    from matplotlib.image import imread

    pixels = imread(BytesIO(base64.b64decode(code)), format="png")
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    if pixels.shape[2] == 4:
        opacity = pixels[..., 3:]
        pixels = pixels[..., :3] * opacity + (1 - opacity)
    return pixels


def alike_in_size(a, b):
    """Do two pictures differ in size by no more than labels of another width make?"""
    return all(abs(m - n) <= FRAME for m, n in zip(a.shape, b.shape, strict=True))


def difference(a, b):
    """Where two pictures alike in size, (height, width, 3), differ most: (x, y), or None.

    A pixel is the same where the other picture has its colour, averaged over a box, a few pixels
    away. So labels of another font's shape and edges smoothed otherwise pass; a line that has
    moved, another colour or another shade of a surface do not.
    """
    height, width = (min(sides) for sides in zip(a.shape[:2], b.shape[:2], strict=True))
    a, b = (_averaged(picture[:height, :width], BOX) for picture in (a, b))
    differs = _elsewhere(a, b) | _elsewhere(b, a)
    share = _averaged(differs[..., None].astype(np.float32), WINDOW)[..., 0]
    if share.max() <= ENOUGH:
        return None
    y, x = np.unravel_index(share.argmax(), share.shape)
    return int(x), int(y)


def _elsewhere(a, b):
    """Where the colour of `a` (height, width, 3) is not to be found nearby in `b`."""
    rows, columns = np.nonzero(np.abs(a - b).max(axis=2) > SHADE)
    padded = np.pad(b, ((REACH, REACH), (REACH, REACH), (0, 0)), mode="edge")
    for down in range(2 * REACH + 1):
        for right in range(2 * REACH + 1):
            there = padded[rows + down, columns + right]
            missing = np.abs(a[rows, columns] - there).max(axis=1) > SHADE
            rows, columns = rows[missing], columns[missing]
    found = np.zeros(a.shape[:2], bool)
    found[rows, columns] = True
    return found


def _averaged(a, side):
    """Each pixel's mean over a square of odd `side` around it; a (height, width, channels)."""
    for axis in (0, 1):
        pad = [(side // 2, side // 2) if axis == other else (0, 0) for other in range(3)]
        a = sliding_window_view(np.pad(a, pad, mode="edge"), side, axis=axis).mean(axis=-1)
    return a
