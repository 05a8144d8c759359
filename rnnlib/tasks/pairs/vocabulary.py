"""The symbols of one side of a pair: characters or words, a stop, a start, and padding."""

import numpy as np

from rnnlib.edge import any_array, brief, expect


class Vocabulary:
    """N symbols and three signs, as integers::

        0 … N − 1   the symbols themselves, in the given order
        N           stop: what a decoder writes when it has said all
        N + 1       start: what a decoder reads before its first symbol
        N + 2       pad: what stands behind the shorter sequences of a batch

    ``Vocabulary("0123456789-")`` has characters; ``Vocabulary(["one", "two"])`` has words, written
    with a space between them. An encoder reads N symbols, a decoder ``inputs`` = N + 2 and writes
    ``outputs`` = N + 1 (Sutskever, Vinyals & Le 2014, fig. 1, let one sign be start and stop).
    No network has room for the pad: one that reads it without a mask is told so.
    """

    def __init__(self, symbols):
        words = isinstance(symbols, list | tuple)
        fits = (words or isinstance(symbols, str)) and all(isinstance(s, str) for s in symbols)
        expect(fits, "symbols", "a str of characters or a list of words", brief(symbols))
        expect(len(symbols), "symbols", "at least one symbol", "none")
        fits = all(s and s.split() == [s] for s in symbols) if words else True
        expect(fits, "symbols", "words without spaces", brief(symbols))
        expect(len(set(symbols)) == len(symbols), "symbols", "different symbols", brief(symbols))
        self.symbols, self.joint = tuple(symbols), " " if words else ""
        self._codes = {symbol: k for k, symbol in enumerate(self.symbols)}
        self.N = len(self.symbols)
        self.stop, self.start, self.pad = self.N, self.N + 1, self.N + 2

    @property
    def inputs(self):
        """How many symbols a decoder reads: all, the stop and the start."""
        return self.N + 2

    @property
    def outputs(self):
        """How many symbols a decoder writes: all, and the stop."""
        return self.N + 1

    @property
    def names(self):
        """What each integer is called: the symbols, then "stop", "start", "pad"."""
        return (*self.symbols, "stop", "start", "pad")

    def __len__(self):
        return self.N

    def __repr__(self):
        return f"Vocabulary(N={self.N}, {'words' if self.joint else 'characters'})"

    def encode(self, string):
        """The integers (n,) of a string of at least one symbol, without stop or start.

        ValueError: what is no string, an empty one, a symbol that is not in the vocabulary.
        """
        expect(isinstance(string, str), "string", "a str", type(string).__name__)
        symbols = string.split() if self.joint else string
        expect(symbols, "string", "at least one symbol", "none")
        codes = [self._codes.get(symbol, -1) for symbol in symbols]
        if min(codes) < 0:
            place = codes.index(-1)
            what = "words" if self.joint else "characters"
            got = f"{brief(symbols[place])} at position {place}"
            raise ValueError(f"string: expected only {what} of the vocabulary, got {got}")
        return np.array(codes)

    def decode(self, codes):
        """The string of integers (n,), up to the first stop; there must be no start or pad."""
        codes = any_array("codes", codes)
        if codes.ndim != 1 or (codes.size and codes.dtype.kind not in "iu"):
            got = f"{codes.dtype} of {codes.shape}"
            raise ValueError(f"codes: expected integers of shape (n,), got {got}")
        codes = codes.tolist()
        if self.stop in codes:
            codes = codes[: codes.index(self.stop)]
        wrong = [code for code in codes if not 0 <= code < self.N]
        if wrong:
            raise ValueError(f"codes: expected integers from 0 to {self.stop}, got {wrong[0]}")
        return self.joint.join(self.symbols[code] for code in codes)
