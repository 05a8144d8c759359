"""Characters of a real text, each to be predicted from those before it."""

from itertools import count
from numbers import Real
from pathlib import Path

import numpy as np

from rnnlib.edge import any_array, brief, whole
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.corpora import ASCII, MODULES, file_source, library_source, shipped


class Text:
    """A text and the alphabet that turns its characters into integers and back.

    - corpus: the text itself, a str of N ≥ 2 characters; `len(text)` is N;
    - alphabet: the characters in sorted order, by default those of the corpus; V of them;
    - codes: (N,) integers, the place of every character in the alphabet.

    To beat, in bits per character: log2 V for a guess, `unigram_entropy` for the best constant
    answer, `bigram_cross_entropy` for looking one character back. A cross-entropy in nats is
    divided by ln 2 to compare (the measure of Shannon 1951, Prediction and entropy of printed
    English).
    """

    def __init__(self, corpus, *, alphabet=None, name=None):
        if not isinstance(corpus, str) or len(corpus) < 2:
            got = brief(corpus) if isinstance(corpus, str) else type(corpus).__name__
            raise ValueError(f"corpus: expected a str of at least 2 characters, got {got}")
        if alphabet is not None and not (isinstance(alphabet, str) and alphabet):
            raise ValueError(f"alphabet: expected a str of characters, got {brief(alphabet)}")
        self.corpus, self.name = corpus, name
        self.alphabet = "".join(sorted(set(corpus if alphabet is None else alphabet)))
        self._points = _code_points(self.alphabet)
        self.codes = self._encode("corpus", corpus)
        self.codes.setflags(write=False)

    @classmethod
    def standard_library(cls, modules=MODULES, limit=None):
        """The source of Python modules on this machine, cut after `limit` characters.

        The alphabet is the newline and the 95 printable ASCII characters (V = 96) whatever the
        text holds; the text itself differs a little from one version of Python to the next.
        """
        source = library_source(modules)
        if limit is not None:
            source = source[: check_size("limit", limit, least=2)]
        return cls(source, alphabet=ASCII, name="standard library")

    @classmethod
    def alice(cls):
        """Lewis Carroll, Alice's Adventures in Wonderland: 142 223 characters, V = 68.

        It comes with the package and is the same everywhere; ``tasks/texts/SOURCE.txt`` says where
        it is from. A paragraph, or a line of a verse, is a line.
        """
        return cls(shipped("alice.txt"), name="Alice")

    @classmethod
    def read(cls, path):
        """The reader's own text file, in utf-8. A file that will not do gives ValueError."""
        return cls(file_source(path), name=Path(path).name)

    @property
    def V(self):
        """The number of characters in the alphabet."""
        return len(self.alphabet)

    def __len__(self):
        return len(self.corpus)

    def __repr__(self):
        return f"Text({'' if self.name is None else repr(self.name) + ', '}V={self.V})"

    def encode(self, string, argument="string"):
        """The codes (n,) of a string; a character outside the alphabet gives ValueError, in which
        the string is called by the ``argument`` that it was."""
        if not isinstance(string, str):
            raise ValueError(f"{argument}: expected a str, got {type(string).__name__}")
        return self._encode(argument, string)

    def decode(self, codes):
        """The string with these codes (n,)."""
        codes = any_array("codes", codes)
        if codes.ndim != 1 or (codes.size and not np.issubdtype(codes.dtype, np.integer)):
            raise ValueError(
                f"codes: expected integers of shape (n,), got {codes.dtype} of {codes.shape}"
            )
        wrong = codes[(codes < 0) | (codes >= self.V)]
        if wrong.size:
            raise ValueError(f"codes: expected integers from 0 to {self.V - 1}, got {wrong[0]}")
        return "".join(self.alphabet[code] for code in codes)

    def split(self, fraction=0.9):
        """(training, held-out): the first `fraction` of the text and the rest, one alphabet."""
        if not (isinstance(fraction, Real) and 0 < fraction < 1):
            raise ValueError(f"fraction: expected a number between 0 and 1, got {brief(fraction)}")
        cut = int(fraction * len(self))
        if min(cut, len(self) - cut) < 2:
            raise ValueError(
                f"fraction: expected at least 2 characters on either side, got {brief(fraction)} "
                f"of {len(self)} characters"
            )
        name = self.name or "text"
        return (
            Text(self.corpus[:cut], alphabet=self.alphabet, name=f"{name}, training"),
            Text(self.corpus[cut:], alphabet=self.alphabet, name=f"{name}, held out"),
        )

    def stream(self, B, T, *, endless=False, first=0):
        """Batches read by B readers, each going on where its previous batch ended.

        With N characters, reader b starts at b·L, L = ⌊(N − 1)/B⌋, and batch k holds::

            x[t, b] = codes[b·L + k·T + t]      target[t, b] = codes[b·L + k·T + t + 1]

        so x of one batch begins where target of the last one ended, and a state carried from
        batch to batch is the state of one uninterrupted run. One pass is ⌊L/T⌋ batches, in
        which no two readers meet; the fewer than T characters left over are not read, so
        that all batches weigh the same in a mean of their losses. With `endless` the readers
        go on past each other and from the end of the text to its beginning. ``first`` is the
        number k of the first batch.

        x and target (T, B) integers below V; no mask. The text needs B·T + 1 characters.
        """
        B, T = check_size("B", B), check_size("T", T)
        self._check_length(B * T + 1, f"B = {B} readers of T = {T} steps")
        first = whole("first", first, 0, "a number of batches, zero or more")
        L = (len(self) - 1) // B
        return self._read(np.arange(B) * L, T, count(first) if endless else range(first, L // T))

    def _read(self, starts, T, batches):
        for k in batches:
            yield self._window(starts + k * T, T)

    def sample_windows(self, B, T, *, rng):
        """One batch of B windows of T steps, each from an evenly drawn place in the text.

        x and target (T, B) as in `stream`; no state can be carried between such batches.
        """
        B, T = check_size("B", B), check_size("T", T)
        check_rng(rng)
        self._check_length(T + 1, f"windows of T = {T} steps")
        return self._window(rng.integers(0, len(self) - T, size=B), T)

    def unigram_entropy(self):
        """−Σ_v p_v log2 p_v, p_v the share of character v in this text: bits per character.

        No constant answer has a smaller cross-entropy on this text.
        """
        counts = np.bincount(self.codes)
        p = counts[counts > 0] / len(self)
        return float(-np.sum(p * np.log2(p)))

    def bigram_cross_entropy(self, held_out):
        """Bits per character on `held_out` of pairs counted in this text, one added to each.

        With n(u, v) the times v follows u here::

            −mean_t log2 p(v_t | v_{t−1}),      p(v | u) = (n(u, v) + 1) / (Σ_w n(u, w) + V)
        """
        if not isinstance(held_out, Text) or held_out.alphabet != self.alphabet:
            raise ValueError(f"held_out: expected a Text with this alphabet, got {brief(held_out)}")
        seen, counts = np.unique(self._pairs(), return_counts=True)
        pairs, before = held_out._pairs(), held_out.codes[:-1]
        place = np.minimum(np.searchsorted(seen, pairs), len(seen) - 1)
        n = np.where(seen[place] == pairs, counts[place], 0)
        followed = np.bincount(self.codes[:-1], minlength=self.V)
        return float(-np.mean(np.log2((n + 1) / (followed[before] + self.V))))

    def _pairs(self):
        return self.codes[:-1] * self.V + self.codes[1:]

    def _window(self, starts, T):
        steps = (starts + np.arange(T + 1)[:, None]) % len(self)
        return Batch(self.codes[steps[:-1]], self.codes[steps[1:]])

    def _encode(self, argument, string):
        points = _code_points(string)
        codes = np.minimum(np.searchsorted(self._points, points), self.V - 1)
        unseen = np.flatnonzero(self._points[codes] != points)
        if unseen.size:
            raise ValueError(
                f"{argument}: expected only characters of the alphabet, "
                f"got {brief(string[unseen[0]])} at position {unseen[0]}"
            )
        return codes

    def _check_length(self, least, purpose):
        if len(self) < least:
            raise ValueError(
                f"text: expected at least {least} characters for {purpose}, got {len(self)}"
            )


def _code_points(string):
    return np.frombuffer(string.encode("utf-32-le", "surrogatepass"), np.uint32)
