"""A map whose diagonals have become columns."""

import numpy as np

from rnnlib.edge import any_array, expect


def skew(map_):
    """Row r moved r places to the right: (R, C, …) → (R, R + C − 1, …), with 0 at the new places.

    Pixel (r, c) comes to (r, r + c); its neighbours (r, c − 1) and (r − 1, c) come to the column
    before (van den Oord et al. 2016, figure 3).
    """
    map_ = any_array("map_", map_)
    expect(map_.ndim > 1 and map_.size, "map_", "a map (R, C, …)", f"shape {map_.shape}")
    R, C = map_.shape[:2]
    out = np.zeros((R, R + C - 1, *map_.shape[2:]), map_.dtype)
    for r in range(R):
        out[r, r : r + C] = map_[r]
    return out


def unskew(skewed):
    """The map of which `skew` has made this: (R, R + C − 1, …) → (R, C, …)."""
    skewed = any_array("skewed", skewed)
    fits = skewed.ndim > 1 and skewed.size and skewed.shape[1] >= len(skewed)
    expect(fits, "skewed", "a skewed map (R, R + C − 1, …)", f"shape {skewed.shape}")
    R, C = len(skewed), skewed.shape[1] - len(skewed) + 1
    return np.stack([skewed[r, r : r + C] for r in range(R)])
