"""CTC by its definition: all paths, one by one."""

from itertools import groupby, product

import numpy as np


def collapse(path, blank):
    """B(π): repeated symbols merged, then blanks removed."""
    return tuple(symbol for symbol, _ in groupby(path) if symbol != blank)


def every_path(y, blank):
    """(π, p(π | x)) of all K^T paths, for the probabilities y (T, K) of one input."""
    T, K = y.shape
    for path in product(range(K), repeat=T):
        yield path, np.prod(y[np.arange(T), path])


def probability(y, target, blank):
    """p(l | x), eq. (3)."""
    paths = every_path(y, blank)
    return sum(p for path, p in paths if collapse(path, blank) == tuple(target))


def expected(y, target, blank):
    """(T, K): the probability of each symbol at each step, given the target."""
    T, K = y.shape
    total, counts = 0.0, np.zeros((T, K))
    for path, p in every_path(y, blank):
        if collapse(path, blank) == tuple(target):
            total += p
            counts[np.arange(T), path] += p
    return counts / total
