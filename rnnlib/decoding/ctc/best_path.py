"""Greedy: the likeliest symbol of every step."""

from typing import NamedTuple

import numpy as np

from rnnlib.decoding.ctc.edge import each_input
from rnnlib.edge import array_of, expect


class BestPath(NamedTuple):
    """What is read off one input.

    - symbols: (L,) B(π), what is left of the path;
    - path: (T,) π, the likeliest symbol of every step, blanks among them;
    - log_p: log p(π | x) of this one path, not of all that become the same symbols.
    """

    symbols: np.ndarray
    path: np.ndarray
    log_p: float


def collapse(path, blank=0):
    """B(π): equal neighbours become one, then the blanks go (Graves et al. 2006, section 3.1)."""
    path = array_of("path", path, kinds="fiu")
    path = path if path.size else path.astype(int)
    fits = path.ndim == 1 and path.dtype.kind in "iu"
    expect(fits, "path", "integers (T,)", f"{path.dtype} of shape {path.shape}")
    new = np.ones(len(path), bool)
    new[1:] = path[1:] != path[:-1]
    return path[new & (path != blank)]


def best_path(logits, mask=None, *, blank=0):
    """For each of the inputs, with logits (T, B, K) and a mask (T, B), its `BestPath`.

    Best path decoding, Graves et al. 2006, eq. (4). It is quick, and need not find the likeliest
    symbols: their paths may be many, and each of them less likely than the one taken here.
    """
    found = []
    for log_y in each_input(logits, mask, blank):
        path = log_y.argmax(1)
        found.append(BestPath(collapse(path, blank), path, float(log_y.max(1).sum())))
    return found
