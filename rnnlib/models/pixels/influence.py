"""On which pixels does the prediction of one depend?"""

import numpy as np

from rnnlib.edge import array_of, brief, expect, generator, whole
from rnnlib.models.pixels.base import check_pictures, check_shape
from rnnlib.ops import softmax


def influence(model, picture, pixel):
    """|∂ log p(x_i) / ∂x_j| for the ``pixel`` i = (r, c) and every pixel j, (R, C).

    ``picture`` (R, C) holds levels; x goes from −1 (paper) to 1 (ink).
    """
    picture = _picture(picture)
    return np.abs(_gradients(model, picture, [_place(picture, pixel)])[0])


def jacobian(model, picture):
    """∂ log p(x_i) / ∂x_j for all pixels, (R·C, R·C) in raster order: row i, column j.

    In a model that is causal everything on the diagonal and right of it is exactly 0.
    """
    picture = _picture(picture)
    gradients = _gradients(model, picture, list(np.ndindex(picture.shape)))
    return gradients.reshape(picture.size, picture.size)


def receptive_field(model, shape, pixel, *, rng, tries=4):
    """Which pixels of a picture of ``shape`` (R, C) the prediction of ``pixel`` depends on, bool.

    Those whose derivative is not exactly 0 on some picture drawn at random.
    """
    _check_model(model)
    shape = check_shape(shape)
    rng, seen = generator(rng), np.zeros(shape, bool)
    for _ in range(whole("tries", tries, 1, "at least one")):
        seen |= influence(model, rng.integers(model.K, size=shape), pixel) != 0
    return seen


def _gradients(model, picture, places):
    """∂ log p(x_i) / ∂x (n, R, C) of n places i: the picture stands n times in one batch.

    log p has the derivative onehot(x_i) − p by the logits.
    """
    _check_model(model)
    n = len(places)
    pictures = np.repeat(check_pictures(picture[None], model.K), n, axis=0)
    logits, tape = model.forward(pictures)
    at = (np.arange(n), *np.transpose(places))
    d = np.zeros_like(logits)
    d[at] = -softmax(logits[at])
    d[(*at, pictures[at])] += 1
    return model.input_gradient(tape, d)


def _check_model(model):
    fits = hasattr(model, "input_gradient") and not isinstance(model, type)
    expect(fits, "model", "a PixelRNN or PixelLSTM", type(model).__name__)


def _picture(picture):
    picture = array_of("picture", picture)
    expect(picture.ndim == 2, "picture", "whole numbers (R, C)", f"shape {picture.shape}")
    return picture


def _place(picture, pixel):
    R, C = np.shape(picture)
    fits = isinstance(pixel, tuple | list) and len(pixel) == 2
    expect(fits, "pixel", f"(row, column) of a picture {R, C}", brief(pixel))
    r, c = (whole("pixel", n, 0, f"(row, column) of a picture {R, C}") for n in pixel)
    expect(r < R and c < C, "pixel", f"(row, column) of a picture {R, C}", (r, c))
    return r, c
