"""Flowers: which one is asked for once, and drawn point by point."""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch

PETALS = (0, 2, 3)  # a circle, and two flowers
DEEP = 0.25  # how far a petal reaches out of the circle
ROUND = 40  # points of one round


def flowers(T, B, *, rng):
    """B flowers, drawn point by point by a pen that goes round and round, from anywhere on them.

    x (T, B, 3) says at every step which of `PETALS` is drawn; target (T, B, 2) is where the pen is
    after the step, φ going on by 2π/40 each time::

        y = (1 + 0.25 cos kφ) (cos φ, sin φ)        k petals

    The first point is where the pen is set down: nobody can know it, so that the mask (T, B) leaves
    it out. From then on the last point and the flower tell the next one, and nothing else has to be
    kept in mind. But whoever is only ever told right points never sees what lies beside the curve.
    """
    T, B = check_size("T", T, least=2), check_size("B", B)
    check_rng(rng)
    which = rng.integers(0, len(PETALS), B)
    angle = 2 * np.pi * (rng.random(B) + np.arange(T)[:, None] / ROUND)
    x = np.broadcast_to(np.eye(len(PETALS))[which], (T, B, len(PETALS)))
    mask = np.ones((T, B), bool)
    mask[0] = False
    return Batch(x.copy(), flower(which, angle), mask)


def flower(which, angle):
    """Points (…, 2) of flowers, numbers in `PETALS`, at these angles."""
    return _radius(which, angle)[..., None] * np.stack([np.cos(angle), np.sin(angle)], -1)


def beside(y, which):
    """How far points y (…, 2) lie beside their flowers, inwards or outwards: (…,)."""
    y = np.asarray(y)
    angle = np.arctan2(y[..., 1], y[..., 0])
    return np.abs(np.hypot(y[..., 0], y[..., 1]) - _radius(which, angle))


def _radius(which, angle):
    petals = np.array(PETALS)[which]
    return np.where(petals == 0, 1.0, 1 + DEEP * np.cos(petals * angle))
