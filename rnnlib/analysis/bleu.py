"""BLEU: how many short pieces a sentence has in common with what people have written."""

import math
from collections import Counter
from typing import NamedTuple

from rnnlib.edge import brief, expect, iterable, size_of


class Bleu(NamedTuple):
    """What `bleu` finds.

    - score: from 0 to 1;
    - precisions: p_1 … p_N;
    - brevity: the factor BP, below 1 for candidates that are too short;
    - lengths: how many words the candidates have, and the references that are nearest in length.
    """

    score: float
    precisions: tuple
    brevity: float
    lengths: tuple


def bleu(candidates, references, N=4):
    """BLEU of a list of sentences (Papineni, Roukos, Ward & Zhu 2002, §2.1–2.3)::

        p_n  = Σ_n-grams min(count in the candidate, most in any one reference) / Σ_n-grams count
        BP   = 1 if c > r else exp(1 − r / c)
        BLEU = BP · exp(Σ_n log(p_n) / N)

    The sums run over all candidates, so that this is not a mean over sentences; c and r are the
    words of the candidates and of the references nearest in length (the shorter of two). Each
    candidate has a list of references. Where some p_n is 0 the score is 0: nothing is smoothed.
    (That c = r counts as not too short makes no difference: exp(0) = 1.)
    """
    candidates, references = _sentences(candidates, references)
    N = size_of("N", N)
    shared, total = [0] * N, [0] * N
    c = r = 0
    for words, those in zip(candidates, references, strict=True):
        c += len(words)
        r += min((abs(len(ref) - len(words)), len(ref)) for ref in those)[1]
        for n in range(1, N + 1):
            same, all_ = clipped(words, those, n)
            shared[n - 1] += same
            total[n - 1] += all_
    p = tuple(s / t if t else 0.0 for s, t in zip(shared, total, strict=True))
    brevity = (1.0 if c > r else math.exp(1 - r / c)) if c else 0.0
    score = brevity * math.exp(sum(map(math.log, p)) / N) if min(p) else 0.0
    return Bleu(score, p, brevity, (c, r))


def clipped(words, references, n):
    """How many n-grams of a list of words count, each at most as often as one reference has it, and
    how many there are."""
    counts = ngrams(words, n)
    most = Counter()
    for reference in references:
        most |= ngrams(reference, n)  # the larger count of each
    return (counts & most).total(), counts.total()


def ngrams(words, n):
    """How often each run of n words occurs."""
    return Counter(tuple(words[k : k + n]) for k in range(len(words) - n + 1))


def _sentences(candidates, references):
    """Strings as lists of words."""
    both = (("candidates", candidates), ("references", references))
    for name, given in both:
        expect(not isinstance(given, str), name, "a list", "a single str")
    candidates, references = (list(iterable(*pair)) for pair in both)
    n, m = len(candidates), len(references)
    expect(n and n == m, "references", f"one list for each of {n} candidates", f"{m}")
    for those in references:
        fits = isinstance(those, list | tuple) and those
        expect(fits, "references", "a list of str for each candidate", brief(those))
    for text in (*candidates, *(ref for those in references for ref in those)):
        expect(isinstance(text, str), "candidates, references", "sentences", type(text).__name__)
    return (
        [text.split() for text in candidates],
        [[ref.split() for ref in those] for those in references],
    )
