"""By what a log-probability is divided, so that strings of different lengths can be compared.

Every symbol multiplies the probability by something below 1, so that the likeliest string tends to
be a short one. A search ranks complete strings of n symbols, the stop included, by
log p / divisor(n).
"""

from rnnlib.edge import expect, finite


def undivided(n):
    """1: the log-probability itself."""
    return 1.0


def per_symbol(n):
    """n: the mean log-probability of a symbol."""
    return float(n)


class Wu:
    """((5 + n) / 6)^a, between the other two (Wu et al. 2016, eq. 14, with a from 0.6 to 0.7)."""

    def __init__(self, a=0.6):
        self.a = finite("a", a)
        expect(0 <= a <= 1, "a", "a number from 0 to 1", a)

    def __call__(self, n):
        return ((5 + n) / 6) ** self.a

    def __repr__(self):
        return f"Wu({self.a})"
