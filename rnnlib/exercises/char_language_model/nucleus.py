"""From scores to what is drawn from: temperature, then the nucleus."""

import numpy as np

from rnnlib.decoding.sampling import reshaped
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Turn the scores `z` $(V,)$ of the next character into the probabilities from which it is drawn.

1. With temperature $\tau$: $p_v = e^{z_v / \tau} / \sum_w e^{z_w / \tau}$. The scores may be in the
   hundreds.
2. Keep the *nucleus*: go through the characters from the likeliest on, and stop as soon as the sum
   of those kept reaches `top_p`. All others get 0.
3. Divide what is left by its sum.

Return `p` $(V,)$, in the order of `z`.
"""

HINTS = (
    "A score of 700 overflows in `exp`. Which number can you subtract from all scores without "
    "changing the probabilities?",
    "`order = np.argsort(-p)` lists the characters from the likeliest on, and "
    "`np.cumsum(p[order])` are the sums. A character is kept if the sum *before* it has not yet "
    "reached `top_p`.",
    "The sum before each is `np.cumsum(p[order]) - p[order]`. "
    "`p[order[before >= top_p]] = 0` takes the others away.",
)


def reshape(z, temperature, top_p):
    a = (z - z.max()) / temperature
    p = np.exp(a) / np.exp(a).sum()
    order = np.argsort(-p)
    before = np.cumsum(p[order]) - p[order]
    p[order[before >= top_p]] = 0
    return p / p.sum()


BUGS = (
    Bug("(z - z.max()) / temperature", "(z - z.max()) * temperature",
        "The scores are multiplied by the temperature. A *low* temperature must spread them "
        "further apart: divide."),
    Bug("(z - z.max()) / temperature", "z - z.max()", "The temperature is not used."),
    Bug("np.cumsum(p[order]) - p[order]", "np.cumsum(p[order])",
        "One too few is kept: the character that *reaches* the sum belongs to the nucleus. Look "
        "at the sum before each character."),
    Bug("p[order[before >= top_p]] = 0", "p[before >= top_p] = 0",
        "The sums stand in the order of probability, `p` in that of the alphabet: the others have "
        "been taken away. Go through `order`."),
    Bug("p[order[before >= top_p]] = 0", "p[np.cumsum(p) - p >= top_p] = 0",
        "The sums are taken in the order of the alphabet. Begin with the likeliest: sort first."),
    Bug("np.argsort(-p)", "np.argsort(p)",
        "The *least* likely come first. Sort `-p`."),
    Bug("p[order[before >= top_p]] = 0", "pass",
        "Nothing is cut off: characters outside of the nucleus still have a chance. They get 0."),
    Bug("return p / p.sum()", "return p",
        "What is left does not sum to 1: divide by its sum."),
)  # fmt: skip

RULES = {
    "p": "Temperature first, then the nucleus, then divide by the sum. Where it is not finite, a "
    "score has been too large for `exp`: subtract the largest first, which changes no probability."
}


def trials():
    """A few scores, at several settings; the last are large."""
    z = np.log([0.1, 0.4, 0.05, 0.25, 0.2])
    return [
        _trial(z, 1.0, 0.55),
        _trial(z, 0.5, 1.0),
        _trial(z[::-1].copy(), 2.0, 0.3),
        _trial(2000 + 3 * z, 1.5, 0.9),
    ]


def _trial(z, temperature, top_p):
    return Trial(
        arguments=(z, temperature, top_p),
        names=("z", "temperature", "top_p"),
        returns={"p": z.shape},
        answers={"p": reshaped(z, temperature=temperature, top_p=top_p)},
        rules=RULES,
    )


nucleus = Exercise(
    "temperature and nucleus",
    statement=STATEMENT,
    hints=HINTS,
    solution=reshape,
    bugs=BUGS,
    trials=trials,
    axes={"z": "V"},
)
