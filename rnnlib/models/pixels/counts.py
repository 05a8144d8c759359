"""What can be told of a pixel by counting: two baselines."""

import numpy as np

from rnnlib.edge import expect, positive, whole
from rnnlib.models.pixels.base import check_pictures, surprise

# from the nearest on, each (rows, columns) away and earlier in raster order
NEIGHBOURS = ((0, -1), (-1, 0), (-1, -1), (-1, 1), (0, -2), (-2, 0), (-1, -2), (-1, 2))


class PlaceCounts:
    """A histogram for every place: p(x_i = k) = (n_{i,k} + α / K) / (N + α), whatever its
    neighbours; with K = 2 one Bernoulli distribution per pixel."""

    def __init__(self, pictures, K, alpha=1.0):
        self.K = whole("K", K, 2, "at least two levels")
        pictures, alpha = check_pictures(pictures, self.K), positive("alpha", alpha)
        n = (pictures[..., None] == np.arange(self.K)).sum(0)  # (R, C, K)
        self.p = (n + alpha / self.K) / (len(pictures) + alpha)

    def probabilities(self, pictures):
        """p for every pixel and level, (B, R, C, K); of pictures cut off below, too."""
        pictures = check_pictures(pictures, self.K)
        R, C = pictures.shape[1:]
        fits = R <= len(self.p) and self.p.shape[1] == C
        expect(fits, "pictures", f"those of shape {self.p.shape[:2]}", (R, C))
        return np.broadcast_to(self.p[:R], (*pictures.shape, self.K)).copy()

    def nats(self, pictures):
        """The mean of −log p over all pixels, and −log p of every pixel (B, R, C)."""
        return surprise(self.probabilities(pictures), check_pictures(pictures, self.K))

    def __repr__(self):
        return f"PlaceCounts(K={self.K}, {self.p.shape[0]}×{self.p.shape[1]})"


class ContextCounts:
    """An n-gram in two dimensions: what followed on these ``order`` neighbours so far?

    The context of a pixel are the levels of its nearest earlier neighbours, left, above, above
    left, above right, …; what lies outside of the picture is a level of its own. Contexts that
    were seldom seen are filled up from those with a neighbour less::

        p_n(k | context) = (count(context, k) + α p_{n−1}(k | shorter context)) / (count + α)

    with p_{−1} = 1 / K. The same counts serve all places.
    """

    def __init__(self, pictures, K, order=4, alpha=2.0):
        self.K, self.alpha = whole("K", K, 2, "at least two levels"), positive("alpha", alpha)
        self.order = whole("order", order, 0, f"0 to {len(NEIGHBOURS)} neighbours")
        fits = self.order <= len(NEIGHBOURS)
        expect(fits, "order", f"0 to {len(NEIGHBOURS)} neighbours", order)
        pictures = check_pictures(pictures, self.K)
        self.counts = []
        for context in self._contexts(pictures):
            counts = {}
            for key, level in zip(context.ravel().tolist(), pictures.ravel(), strict=True):
                counts.setdefault(key, np.zeros(self.K))[level] += 1
            self.counts.append(counts)

    def _contexts(self, pictures):
        """The context of every pixel as one number, (B, R, C), for each order from 0 up."""
        key, reach = np.zeros(pictures.shape, int), 2
        padded = np.pad(pictures, ((0, 0), (reach, 0), (reach, reach)), constant_values=self.K)
        R, C = pictures.shape[1:]
        yield key
        for dr, dc in NEIGHBOURS[: self.order]:
            there = padded[:, reach + dr : reach + dr + R, reach + dc : reach + dc + C]
            key = key * (self.K + 1) + there
            yield key

    def probabilities(self, pictures):
        """p for every pixel and level, (B, R, C, K)."""
        pictures = check_pictures(pictures, self.K)
        p, nothing = np.full((pictures.size, self.K), 1 / self.K), np.zeros(self.K)
        for counts, context in zip(self.counts, self._contexts(pictures), strict=True):
            n = np.stack([counts.get(key, nothing) for key in context.ravel().tolist()])
            p = (n + self.alpha * p) / (n.sum(1, keepdims=True) + self.alpha)
        return p.reshape(*pictures.shape, self.K)

    def nats(self, pictures):
        """The mean of −log p over all pixels, and −log p of every pixel (B, R, C)."""
        return surprise(self.probabilities(pictures), check_pictures(pictures, self.K))

    def __repr__(self):
        return f"ContextCounts(K={self.K}, order={self.order})"
