"""Truncated backpropagation through time against the full gradient: what is lost, what is saved."""

from typing import NamedTuple

import numpy as np

from rnnlib.analysis.paths import Paths
from rnnlib.edge import brief, expect, one_of, whole

KINDS = ("windows", "reach")


class Truncation(NamedTuple):
    """One entry for each k = 1 … T, all (T,).

    - ``cosine``: between the truncated gradient and the full one, over all recurrent parameters;
    - ``ratio``: ‖truncated‖ / ‖full‖;
    - ``error``: ‖truncated − full‖ / ‖full‖;
    - ``steps``: steps backward that one gradient takes;
    - ``states``: steps whose values are kept until they have been walked back over.
    """

    cosine: np.ndarray
    ratio: np.ndarray
    error: np.ndarray
    steps: np.ndarray
    states: np.ndarray


def kept(T, k, kind="windows"):
    """Which pairs (loss t, step s) a truncation to k steps keeps: (T, T) of bool, from 0.

    - "windows": t and s lie in the same window of k steps, s ≤ t. This is what `fit(truncate=k)`
      does, and most libraries: one walk back per window.
    - "reach": 0 ≤ t − s < k. Every loss goes back over its own last k steps (BPTT(k) of Williams
      & Peng 1990); the state that a path starts from differs from loss to loss, so each loss needs
      a walk of its own.
    """
    T = whole("T", T, 1, "a positive integer")
    k = whole("k", k, 1, "a number of steps, 1 or more")
    expect(kind in KINDS, "kind", "'windows' or 'reach'", brief(kind))
    t, s = np.arange(T)[:, None], np.arange(T)
    near = t // k == s // k if kind == "windows" else t - s < k
    return near & (s <= t)


def truncation(paths, kind="windows"):
    """Compare with the full gradient for every k from 1 to T: `Truncation`.

    ``paths`` is what `rnnlib.analysis.paths` gives. The forward run is the full one: only the way
    back is cut, and the parameters stay as they are.
    """
    one_of("paths", paths, Paths, "what `rnnlib.analysis.paths` gives")
    T = len(paths.losses)
    pairs = np.concatenate(
        [p.reshape(T, T, -1) for name, p in paths.grads.items() if name.startswith("rnn.")], axis=2
    )
    full = pairs.sum(axis=(0, 1))
    size = np.linalg.norm(full)
    rows = []
    for k in range(1, T + 1):
        mask = kept(T, k, kind)
        cut = pairs[mask].sum(axis=0)
        norm = np.linalg.norm(cut)
        cosine = cut @ full / (norm * size) if norm and size else np.nan
        error = np.linalg.norm(cut - full)
        steps = T if kind == "windows" else mask.sum()
        ratios = (norm / size, error / size) if size else (np.nan, np.nan)
        rows.append((cosine, *ratios, steps, k))
    cosine, ratio, error, steps, states = zip(*rows, strict=True)
    return Truncation(*map(np.array, (cosine, ratio, error, steps, states)))
