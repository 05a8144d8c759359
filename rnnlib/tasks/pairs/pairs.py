"""Pairs of sequences, each side of a length of its own, in batches of like lengths."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import array_of, brief, expect, generator, iterable, one_of, size_of
from rnnlib.tasks.pairs.vocabulary import Vocabulary


class PairBatch(NamedTuple):
    """B pairs: what is read, and what is to be written.

    - x: (S, B) source symbols;
    - target: (T, B) target symbols, the last real one of each sequence the stop;
    - mask, target_mask: (S, B) and (T, B) of bool, True where a symbol is real; None when every
      one is. Padding may hold anything: it is never read, and counts in no loss.
    """

    x: np.ndarray
    target: np.ndarray
    mask: np.ndarray | None = None
    target_mask: np.ndarray | None = None


class Pairs:
    """n pairs of strings, (what is read, what is to be written), and their vocabularies.

    `batch` makes one `PairBatch` of some of them or of all, `buckets` goes through them in batches
    of like lengths, so that little is padded. ``pairs[k]`` is a pair of strings.
    """

    def __init__(self, sources, targets, source, target):
        self.source = one_of("source", source, Vocabulary, "a Vocabulary")
        self.target = one_of("target", target, Vocabulary, "a Vocabulary")
        self.sources = list(iterable("sources", sources))
        self.targets = list(iterable("targets", targets))
        n, m = len(self.sources), len(self.targets)
        expect(n and n == m, "targets", "one for each source, and at least one", f"{m} for {n}")
        self._x = padded([source.encode(s) for s in self.sources], source.pad)
        codes = [np.append(target.encode(s), target.stop) for s in self.targets]
        self._target = padded(codes, target.pad)
        self.lengths = np.sum(self._x != source.pad, axis=1)  # of the sources
        self.target_lengths = np.sum(self._target != target.pad, axis=1)  # with their stops

    def __len__(self):
        return len(self.sources)

    def __getitem__(self, k):
        return self.sources[k], self.targets[k]

    def __repr__(self):
        return f"Pairs(n={len(self)}, source={self.source!r}, target={self.target!r})"

    def batch(self, which=None):
        """The pairs with these numbers (B,), or all, as one `PairBatch`."""
        which = np.arange(len(self)) if which is None else array_of("which", which, "iu")
        fits = which.ndim == 1 and which.size and which.min() >= 0 and which.max() < len(self)
        expect(fits, "which", f"numbers (B,) from 0 to {len(self) - 1}", brief(which))
        x, mask = trimmed(self._x[which], self.lengths[which])
        target, target_mask = trimmed(self._target[which], self.target_lengths[which])
        return PairBatch(x, target, mask, target_mask)

    def buckets(self, B, *, rng, endless=False):
        """Batches of B pairs whose sources are of like lengths, in random order.

        Every pass sorts the pairs by length anew, equal lengths in random order, and cuts them
        into ⌊n/B⌋ batches; the fewer than B that are left over are others every time. Without
        ``endless`` it is one pass.
        """
        B = size_of("B", B)
        generator(rng)
        expect(len(self) >= B, "B", f"at most the {len(self)} pairs that there are", B)
        return self._buckets(B, rng, endless)

    def _buckets(self, B, rng, endless):
        first = True
        while first or endless:
            first = False
            which = rng.permutation(len(self))[: len(self) // B * B]
            which = which[np.lexsort((self.target_lengths[which], self.lengths[which]))]
            for group in rng.permutation(len(which) // B):
                yield self.batch(which[group * B : (group + 1) * B])

    def select(self, which):
        """The pairs with these numbers (n,), or where bool (len(self),) is True, as `Pairs`."""
        which = np.arange(len(self))[which]
        chosen = ([strings[k] for k in which] for strings in (self.sources, self.targets))
        return Pairs(*chosen, self.source, self.target)


def padded(codes, pad):
    """Sequences of integers as the rows of one array, the pad behind the shorter ones."""
    array = np.full((len(codes), max(map(len, codes))), pad)
    for row, own in zip(array, codes, strict=True):
        row[: len(own)] = own
    return array


def trimmed(rows, lengths):
    """Rows (B, longest) as (T, B), no longer than need be, and their mask; None if all is real."""
    T = lengths.max()
    mask = np.arange(T)[:, None] < lengths
    return np.ascontiguousarray(rows[:, :T].T), None if mask.all() else mask
