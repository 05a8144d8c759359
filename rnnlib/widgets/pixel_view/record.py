"""What a PixelView shows, computed beforehand: completions, and the influence of every pixel."""

from typing import NamedTuple

import numpy as np

from rnnlib.language import say
from rnnlib.models import complete, jacobian

DECADES = 3  # of influence that have a shade: a thousandth of the largest is the faintest
SHADES = 255  # 0 is an influence of exactly 0


class Told(NamedTuple):
    """Of several completions, each (copies, R·C): the levels; and in percent how dark the model
    expected each pixel to be, and the p that it gave to what then stood there."""

    drawn: np.ndarray
    expected: np.ndarray
    right: np.ndarray


def told(model, picture, given, copies, seed):
    """``copies`` completions of a picture (R, C), always the same for the same seed."""
    rng = np.random.default_rng(seed)
    found = complete(model, np.stack([picture] * copies), given, rng=rng)
    dark = found.p @ np.linspace(0, 1, model.K)
    right = np.take_along_axis(found.p, found.pictures[..., None], -1)[..., 0]
    flat = (a.reshape(copies, -1) for a in (found.pictures, percent(dark), percent(right)))
    return Told(*flat)


def percent(p):
    """Rounded, but neither to impossible nor to certain what is not."""
    whole = np.rint(100 * p)
    return np.where((p > 0) & (p < 1), whole.clip(1, 99), whole).astype(int)


def lit(model, picture):
    """Shades (R·C, R·C) of |∂ log p(x_i) / ∂x_j|, row i, and the largest of each row.

    A shade of 1 … `SHADES` says how many decades below the largest of its row an influence is.
    """
    size = np.abs(jacobian(model, picture))
    most = size.max(1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        decades = np.log10(size / most).clip(-DECADES, 0)
    shades = 1 + np.rint((1 + decades / DECADES) * (SHADES - 1))
    return np.where(size > 0, shades, 0).astype(np.uint8), most[:, 0]


def halves(R, C):
    """What is erased at first: {name: which pixels are given (R, C)}."""
    r, c = np.indices((R, C))
    return {
        say("pixels.case_lower"): r < R // 2,
        say("pixels.case_right"): c < C // 2,
        say("pixels.case_rows"): r % 3 == 0,
        say("pixels.case_everything"): np.zeros((R, C), bool),
    }
