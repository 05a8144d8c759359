"""Pictures completed, or painted from nothing, pixel by pixel."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import any_array, brief, expect, generator, size_of
from rnnlib.models.pixels.base import check_pictures, check_shape


class Completion(NamedTuple):
    """``pictures`` (B, R, C) as they have become; ``p`` (B, R, C, K), what the model gave for every
    pixel when its turn came; ``given`` (B, R, C), which pixels were not to be told."""

    pictures: np.ndarray
    p: np.ndarray
    given: np.ndarray


def complete(model, pictures, given, *, rng):
    """Draw the pixels that are not given, one after the other, each from p(x_i | pixels before i).

    ``pictures`` (B, R, C), and ``given`` of bool, (R, C) or (B, R, C); what stands in the others
    is not read. A model that reads in raster order tells a pixel from those before it alone, so
    that given pixels which come later count for nothing in what is drawn before them. Returns a
    `Completion`. Only the rows down to the pixel in question are computed.
    """
    fits = hasattr(model, "probabilities") and not isinstance(model, type)
    expect(fits, "model", "a model of pictures, such as PixelLSTM", brief(model))
    K, pictures = model.K, any_array("pictures", pictures)
    got = f"{pictures.dtype} {pictures.shape}"
    expect(pictures.ndim == 3, "pictures", f"whole numbers (B, R, C) from 0 to {K - 1}", got)
    given = any_array("given", given)
    shape = pictures.shape
    fits = given.dtype == bool and given.shape in (shape, shape[1:])
    expect(fits, "given", f"bool {shape[1:]} or {shape}", f"{given.dtype} {given.shape}")
    given = np.broadcast_to(given, shape)
    pictures = np.where(given, pictures, 0) if given.size else pictures
    pictures, rng = check_pictures(pictures, K), generator(rng)
    B, R, C = pictures.shape
    p = np.empty((B, R, C, K))
    for r in range(R):
        whole = given[:, r].all()  # nothing to draw: one run tells of the whole row
        for c in range(1 if whole else C):
            now = model.probabilities(pictures[:, : r + 1])[:, r]
            if whole:
                p[:, r] = now
            else:
                p[:, r, c] = now[:, c]
                drawn = draw(p[:, r, c], rng)
                pictures[:, r, c] = np.where(given[:, r, c], pictures[:, r, c], drawn)
    return Completion(pictures, p, given.copy())


def paint(model, B, shape, *, rng):
    """B pictures of ``shape`` (R, C) drawn from the model; a `Completion` of nothing given."""
    R, C = check_shape(shape)
    nothing = np.zeros((size_of("B", B), R, C), int)
    return complete(model, nothing, np.zeros((R, C), bool), rng=rng)


def draw(p, rng):
    """A level for every row of p (B, K)."""
    below = np.cumsum(p, -1)
    return (rng.random((len(p), 1)) * below[:, -1:] >= below).sum(-1)
