"""Squared error: the loss of regression, and of a Gaussian of fixed width."""

import numpy as np

from rnnlib.edge import array_of
from rnnlib.losses.steps import floats, real_steps


def squared_error(y, target, mask=None):
    """Half the squared distance to the target, averaged over the real steps, and its gradient.

    For y and target (T, B, K) and mask (T, B), or all without T::

        L = 1/N Σ ½ ‖y − target‖²,  N = number of real steps
        ∂L/∂y = (y − target) / N

    The sum runs over the K components, the mean over steps and sequences. Steps with mask False
    count neither in L nor in N, have a gradient of exactly 0, and may hold anything, NaN included.

    Returns (loss, dy): a float, and an array of y's shape and type.
    ValueError: shapes or types that do not fit, no real step.
    """
    y = floats("y", y)
    target = array_of("target", target)
    if target.shape != y.shape or not np.can_cast(target.dtype, np.float64):
        raise ValueError(
            f"target: expected numbers of shape {y.shape}, "
            f"got {target.dtype} of shape {target.shape}"
        )
    mask = real_steps(mask, y.shape[:-1])
    error = y[mask] - target[mask]  # (N, K)
    N = len(error)
    dy = np.zeros_like(y)
    dy[mask] = error / N
    return float(np.vdot(error, error)) / (2 * N), dy
