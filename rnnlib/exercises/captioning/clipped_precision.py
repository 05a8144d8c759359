"""The clipped precision of n-grams, of which BLEU is made."""

from collections import Counter

import numpy as np

from rnnlib.analysis.bleu import clipped
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Count what BLEU counts. `words` is a candidate sentence, a list of words, `references` a list of
such lists, and an *n-gram* is a run of `n` words. Let $c(g)$ be how often the n-gram $g$ stands in
the candidate, and $c_r(g)$ how often in reference $r$. Return two numbers, `shared, total`:

$$
\text{shared} = \sum_{g} \min\big(c(g),\; \max_r c_r(g)\big), \qquad \text{total} = \sum_g c(g)
$$

Their quotient is the precision $p_n$. Where the candidate is shorter than $n$ words, both are 0.
`Counter` and `np` are there.
"""

HINTS = (
    "The n-grams of a list: `[tuple(words[k : k + n]) for k in range(len(words) - n + 1)]`. A "
    "`Counter` of them is $c$; what it does not have counts 0.",
    "For each n-gram of the candidate, `most` is the largest of its counts in the references: one "
    "reference at a time, never their sum.",
    "`shared` adds up `min(count, most)`, and `total` is `sum(c.values())`.",
)


def clipped_precision(words, references, n):
    def grams(words):
        return Counter(tuple(words[k : k + n]) for k in range(len(words) - n + 1))

    c, those = grams(words), [grams(reference) for reference in references]
    shared = 0
    for gram, count in c.items():
        most = max(r[gram] for r in those)
        shared += min(count, most)
    return shared, sum(c.values())


BUGS = (
    Bug("min(count, most)", "count if most else 0",
        "Nothing is clipped: whoever writes “the the the the” would be right with every word. An "
        "n-gram counts at most as often as one reference has it."),
    Bug("min(count, most)", "min(1, count, most)",
        "Every n-gram counts once only, though a reference has it more often."),
    Bug("max(r[gram] for r in those)", "sum(r[gram] for r in those)",
        "The counts of all references are added up. A word that two references have once each may "
        "still be said only once."),
    Bug("max(r[gram] for r in those)", "those[0][gram]",
        "Only the first reference is read."),
    Bug("max(r[gram] for r in those)", "min(r[gram] for r in those)",
        "An n-gram need not stand in *all* references; one is enough: the largest count."),
    Bug("range(len(words) - n + 1)", "range(len(words) - n)",
        "The last n-gram is lost: there are `len(words) - n + 1` of them."),
    Bug("range(len(words) - n + 1)", "range(len(words))",
        "At the end there are runs of fewer than `n` words: stop at `len(words) - n + 1`."),
    Bug("tuple(words[k : k + n])", "tuple(sorted(words[k : k + n]))",
        "The order of the words inside an n-gram is lost."),
    Bug("sum(c.values())", "len(c)",
        "`total` counts every n-gram as often as it comes, not the different ones."),
)  # fmt: skip

RULES = {
    "shared": "Each n-gram counts as often as it comes, but no more than in the reference that has "
    "it most often.",
    "total": "It is the number of n-grams of the candidate, `len(words) - n + 1` if that is not "
    "negative.",
}


def trials():
    """Words that come too often, several references, and a candidate that is too short."""
    return [
        _trial("b a a a a a c c", ["a a a b", "a b c c"], 1),
        _trial("a b a b c a b", ["a b a b a b", "b c a"], 2),
        _trial("a b c", ["b a c", "b c a b"], 2),
        _trial("a b c b c", ["c b c b a", "b c b c"], 3),
        _trial("a b", ["a b c"], 3),
    ]


def _trial(candidate, references, n):
    words, those = candidate.split(), [reference.split() for reference in references]
    shared, total = clipped(words, those, n)
    return Trial(
        arguments=(words, those, n),
        names=("words", "references", "n"),
        returns={"shared": (), "total": ()},
        answers={"shared": np.array(float(shared)), "total": np.array(float(total))},
        rules=RULES,
    )


clipped_precision = Exercise(
    "the clipped precision of n-grams",
    statement=STATEMENT,
    hints=HINTS,
    solution=clipped_precision,
    bugs=BUGS,
    trials=trials,
)
