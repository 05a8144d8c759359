"""Where a state stays once it is there, and whether it comes back when it is pushed."""

from itertools import product
from typing import NamedTuple

import numpy as np

from rnnlib.analysis.state_map import StateMap
from rnnlib.edge import array_of, expect, one_of

SAME = 1e-3  # points nearer than this are one: at a border of stability Newton's method is coarse
ITERATIONS = 60


class FixedPoint(NamedTuple):
    """A state s = f(s), the eigenvalues λ of the Jacobian there, and what they say.

    ``kind``: "stable" if all \\|λ\\| < 1, a small push dies out; "unstable" if all \\|λ\\| > 1;
    "saddle" if some are on either side; "neutral" if one is 1 to six places, and the Jacobian
    cannot tell.
    """

    state: np.ndarray
    eigenvalues: np.ndarray
    kind: str


def fixed_points(map_, starts=None):
    """All fixed points of a `StateMap` that Newton's method finds, from left to right.

    From every one of ``starts`` (n, H), by default a lattice over −1 … 1 for H ≤ 3, where all fixed
    points of a squashed map lie::

        s ← s − (f(s) − s) (J(s) − I)⁻¹

    which finds unstable ones, too (Sussillo & Barak 2013 look for them by minimising ‖f(s) − s‖²).
    A linear map has one, r (I − U)⁻¹, or none that stands alone, if 1 is an eigenvalue of U: then
    the list is empty. A fixed point that no start leads to is not found.
    """
    one_of("map_", map_, StateMap, "a StateMap")
    if not map_.squash:
        return _linear(map_)
    s = _starts(map_, starts)
    for _ in range(ITERATIONS):
        g = map_(s) - s
        M = map_.jacobian(s) - np.eye(map_.H)
        flat = np.abs(np.linalg.det(M)) < 1e-12
        M[flat] -= 1e-3 * np.eye(map_.H)
        s = np.clip(s - np.linalg.solve(M.swapaxes(1, 2), g[..., None])[..., 0], -1, 1)
    left = np.abs(map_(s) - s).max(axis=1)
    found = []
    for k in np.argsort(left, kind="stable"):
        if left[k] < 1e-12 and all(np.abs(s[k] - other).max() > SAME for other in found):
            found.append(s[k])
    found.sort(key=lambda point: tuple(np.round(point, 3)))
    return [_judged(map_, point) for point in found]


def _linear(map_):
    M = np.eye(map_.H) - map_.U
    if np.linalg.matrix_rank(M, tol=1e-9) < map_.H:
        return []
    return [_judged(map_, np.linalg.solve(M.T, map_.r))]


def _judged(map_, point):
    eigenvalues = np.linalg.eigvals(map_.jacobian(point))
    size = np.abs(eigenvalues)
    if np.any(np.abs(size - 1) < 1e-6):
        kind = "neutral"
    else:
        kind = "stable" if (size < 1).all() else "unstable" if (size > 1).all() else "saddle"
    return FixedPoint(point, eigenvalues, kind)


def _starts(map_, starts):
    if starts is None:
        expect(map_.H <= 3, "starts", f"(n, {map_.H}) for more than 3 units", "None")
        return np.array(list(product(np.linspace(-1, 1, 13), repeat=map_.H)))
    starts = array_of("starts", starts).astype(float)
    fits = starts.ndim == 2 and len(starts) and starts.shape[1] == map_.H
    expect(fits, "starts", f"shape (n, {map_.H})", starts.shape)
    expect(np.isfinite(starts).all(), "starts", "finite numbers", "NaN or infinity")
    return starts
