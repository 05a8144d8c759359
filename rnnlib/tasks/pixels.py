"""Pictures as whole numbers, pixel by pixel: handwritten digits, and ramps of 256 levels."""

from functools import cache

import numpy as np

from rnnlib.edge import expect
from rnnlib.tasks.arguments import check_choice, check_rng, check_size
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.digits import LESSONS, digit_pictures, drawn

LEVELS = 17  # of grey that the digits have: 0 is paper, 16 is ink
INK = 8  # of 16, from which on a pixel of a binary picture is ink
NOISE = 2  # levels up or down, of a ramp


def digit_levels(K=2):
    """All handwritten digits (1797, 8, 8) as levels 0 … K − 1: read-only.

    K = 17 are the grey levels of the data; K = 2 is 1 where they are at least 8 of 16. The first
    `LESSONS` are there to learn from.
    """
    return _levels(check_choice("K", K, (2, LEVELS)))


@cache
def _levels(K):
    levels = np.rint(digit_pictures()[0] * (LEVELS - 1)).astype(int)
    pictures = levels if K == LEVELS else (levels >= INK).astype(int)
    pictures.flags.writeable = False
    return pictures


def digit_pixels(B, K=2, *, rng, held_out=False):
    """B handwritten digits, every pixel of which is to be told from those before it.

    x and target are the same pictures (B, 8, 8), levels 0 … K − 1; K is 2 or 17.
    """
    B = check_size("B", B)
    check_rng(rng)
    pictures = digit_levels(K)[drawn(B, rng, held_out)]
    return Batch(pictures, pictures)


def learned_and_held_out(K=2):
    """The digits to learn from (1400, 8, 8), and the others (397, 8, 8)."""
    pictures = digit_levels(K)
    return pictures[:LESSONS], pictures[LESSONS:]


def ramps(B, R=6, C=6, *, rng):
    """B generated pictures of 256 levels: planes of grey with a little noise.

    x[r, c] = round(a + u r + v c) + noise, with slopes u, v from −12 to 12 levels, a such that all
    stays within 0 … 255, and noise from −2 to 2, all five equally likely. x and target are the same
    pictures (B, R, C). Who knew the plane would still need ln 5 nats a pixel for the noise; who
    knows nothing needs ln 256.
    """
    B, R, C = check_size("B", B), check_size("R", R), check_size("C", C)
    check_rng(rng)
    u, v = rng.uniform(-12, 12, (2, B, 1, 1))
    plane = u * np.arange(R)[:, None] + v * np.arange(C)
    low, high = (f(plane, axis=(1, 2), keepdims=True) for f in (np.min, np.max))
    fits = (high - low).max() < 255 - 2 * NOISE
    expect(fits, "R, C", "a picture small enough for its slopes", f"{R} × {C}")
    a = NOISE - low + rng.random((B, 1, 1)) * (255 - 2 * NOISE - (high - low))
    noise = rng.integers(-NOISE, NOISE + 1, (B, R, C))
    pictures = np.clip(np.rint(a + plane).astype(int) + noise, 0, 255)
    return Batch(pictures, pictures)


def ramps_floor():
    """ln 5 nats: what the noise of a ramp costs, for one who knew the plane."""
    return float(np.log(2 * NOISE + 1))
