"""Search over what is read, not over paths."""

from typing import NamedTuple

import numpy as np

from rnnlib.decoding.ctc.edge import each_input
from rnnlib.edge import whole


class Prefix(NamedTuple):
    """What may have been read up to some step, with its probability so far.

    - symbols: a tuple;
    - log_blank, log_symbol: of all paths that end in a blank, and of those that end in its last
      symbol. The two go on in different ways: after a blank the same symbol is a new one.
    """

    symbols: tuple
    log_blank: float
    log_symbol: float

    @property
    def log_p(self):
        """Of both together."""
        return float(np.logaddexp(self.log_blank, self.log_symbol))


class PrefixBeam(NamedTuple):
    """What a search has found for one input.

    - symbols: (L,) the likeliest of what was in hand at the end; log_p: its log p(l | x), or less
      where the beam has dropped some of its paths;
    - steps: for every step the list of `Prefix` kept, likeliest first.
    """

    symbols: np.ndarray
    log_p: float
    steps: list


def prefix_beam(logits, mask=None, *, beam=8, blank=0):
    """For each of the inputs, with logits (T, B, K) and a mask (T, B), its `PrefixBeam`.

    Prefix search (Graves et al. 2006, section 3.2) with at most ``beam`` prefixes in hand: at every
    step each is left as it is, by a blank or by its last symbol once more, or is continued by every
    symbol; all ways to the same prefix are added up (Hannun, Maas, Jurafsky & Ng 2014, algorithm
    1, without a language model)::

        blank(l)   = y(blank) (blank⁻(l) + symbol⁻(l))
        symbol(l)  = y(k) (symbol⁻(l) + blank⁻(l⁻) + [k ≠ last of l⁻] symbol⁻(l⁻)),  l = l⁻ k

    With a beam that drops nothing, the probabilities are exact. Of equally likely prefixes the one
    that comes first in the alphabet is kept.
    """
    beam = whole("beam", beam, 1, "a number of prefixes to keep, at least 1")
    return [_search(log_y, beam, blank) for log_y in each_input(logits, mask, blank)]


def _search(log_y, beam, blank):
    kept, steps = [Prefix((), 0.0, -np.inf)], []
    for y in log_y.tolist():
        found = {}  # symbols: [log_blank, log_symbol]

        def add(symbols, which, log_p, found=found):
            if log_p > -np.inf:
                both = found.setdefault(symbols, [-np.inf, -np.inf])
                both[which] = np.logaddexp(both[which], log_p)

        for prefix in kept:
            symbols, log_p = prefix.symbols, prefix.log_p
            add(symbols, 0, log_p + y[blank])
            for k, log_k in enumerate(y):
                if k == blank:
                    continue
                if symbols and symbols[-1] == k:
                    add(symbols, 1, prefix.log_symbol + log_k)
                    add((*symbols, k), 1, prefix.log_blank + log_k)
                else:
                    add((*symbols, k), 1, log_p + log_k)
        every = [Prefix(symbols, *map(float, both)) for symbols, both in found.items()]
        kept = sorted(every, key=lambda prefix: (-prefix.log_p, prefix.symbols))[:beam]
        steps.append(kept)
    best = kept[0]
    return PrefixBeam(np.array(best.symbols, int), best.log_p, steps)
