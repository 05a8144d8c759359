"""A language model out of a table of pairs, and its bits per character on another text."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.tasks.characters import Text

STATEMENT = r"""
The smallest language model with a memory: a table. Let $n_{uv}$ be the number of times that
character $v$ follows $u$ in the text `codes`, and

$$P_{uv} = \frac{n_{uv} + 1}{\sum_w (n_{uw} + 1)}$$

its estimate of $p(v \mid u)$. The one that is added keeps every probability above 0. Return the
table `P` $(V, V)$, a row for each $u$, and its `bits` per character on the text `held_out`:

$$\text{bits} = -\frac{1}{N - 1} \sum_{t=2}^{N} \log_2 P_{x_{t-1}\, x_t}$$
"""

HINTS = (
    "The pairs of a text are `codes[:-1]` and `codes[1:]`, side by side. Count them into an array "
    "of ones.",
    "`np.add.at(n, (codes[:-1], codes[1:]), 1)` counts a pair as often as it comes; "
    "`n[u, v] += 1` with arrays would count it once.",
    "Each row is divided by its own sum: `n / n.sum(axis=1, keepdims=True)`. The second text is "
    "looked up in the table: `P[held_out[:-1], held_out[1:]]`.",
)


def table(codes, held_out, V):
    n = np.ones((V, V))
    np.add.at(n, (codes[:-1], codes[1:]), 1)
    P = n / n.sum(axis=1, keepdims=True)
    p = P[held_out[:-1], held_out[1:]]
    return P, -np.log2(p).mean()


BUGS = (
    Bug("np.add.at(n, (codes[:-1], codes[1:]), 1)", "n[codes[:-1], codes[1:]] += 1",
        "A pair that comes several times has been counted once: with arrays as indices `+=` adds "
        "only once. Use `np.add.at`."),
    Bug("np.add.at(n, (codes[:-1], codes[1:]), 1)", "np.add.at(n, (codes[1:], codes[:-1]), 1)",
        "Rows and columns have traded places: the row is the character *before*."),
    Bug("n / n.sum(axis=1, keepdims=True)", "n / n.sum(axis=0, keepdims=True)",
        "The columns sum to 1. Each *row* is a distribution of what comes next: `axis=1`."),
    Bug("n / n.sum(axis=1, keepdims=True)", "n / n.sum()",
        "The whole table sums to 1. Given $u$, the chances of what follows sum to 1: each row by "
        "its own sum."),
    Bug("np.ones((V, V))", "np.full((V, V), 1e-12)",
        "The one that is added to every count is missing: what was never seen gets no chance, and "
        "costs without limit where it comes."),
    Bug("-np.log2(p).mean()", "-np.log(p).mean()",
        "These are nats. For bits take the logarithm to the base 2."),
    Bug("-np.log2(p).mean()", "-np.log2(p).sum()",
        "This is the sum over the text. Per character, it is the mean."),
    Bug("-np.log2(p).mean()", "-np.log2(p.mean())",
        "The mean of the probabilities comes too early: take the logarithm of each, then the "
        "mean."),
    Bug("-np.log2(p).mean()", "np.log2(p).mean()",
        "The sign is missing: the logarithm of a probability is negative, surprise is not."),
    Bug("P[held_out[:-1], held_out[1:]]", "P[codes[:-1], codes[1:]]",
        "The table is examined on the text that it was made from. It must be the other one."),
)  # fmt: skip

RULES = {
    "P": "`P[u, v]` is one more than the count of `v` after `u`, divided by the sum of its row.",
    "bits": "It is the mean of `-log2 P[u, v]` over the pairs of `held_out`.",
}


def trials():
    """Short texts over a few characters."""
    return [_trial("abab", "abba"), _trial("abracadabra", "cadabra bra"), _trial("to be or", "bot")]


def _trial(corpus, other):
    alphabet = "".join(sorted(set(corpus + other)))
    text, held_out = (Text(string, alphabet=alphabet) for string in (corpus, other))
    n = np.ones((text.V, text.V))
    for u, v in zip(text.codes, text.codes[1:], strict=False):
        n[u, v] += 1
    return Trial(
        arguments=(np.array(text.codes), np.array(held_out.codes), text.V),
        names=("codes", "held_out", "V"),
        returns={"P": n.shape, "bits": ()},
        answers={
            "P": n / n.sum(axis=1)[:, None],
            "bits": np.array(text.bigram_cross_entropy(held_out)),
        },
        rules=RULES,
    )


bigrams = Exercise(
    "a model out of pairs",
    statement=STATEMENT,
    hints=HINTS,
    solution=table,
    bugs=BUGS,
    trials=trials,
    axes={"codes": "N", "held_out": "N"},
)
