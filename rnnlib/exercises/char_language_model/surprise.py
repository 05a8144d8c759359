"""One quantity by three names: nats, bits per character, perplexity."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
A paper reports *perplexity per word*, another *bits per character*, and your training prints a
*loss in nats*. They are one quantity. With the loss $\ell = -\frac{1}{n} \sum_t \ln p_t$ over a
text of $n$ characters in $w$ words,

- **bits per character** are the same surprise in another unit;
- the **perplexity** of a unit is $e$ to the power of the surprise, in nats, that falls on one such
  unit: among so many equally likely ones the model seems to choose. Write it per character and per
  word.

Return `bits`, `per_character` and `per_word`.
"""

HINTS = (
    "One bit is $\\ln 2$ nats. So are there more bits or more nats to a given surprise?",
    "The surprise of the whole text is `n * loss` nats. How much falls on one word?",
    "`bits = loss / np.log(2)`, `per_character = np.exp(loss)`, `per_word = np.exp(loss * n / w)`.",
)


def convert(loss, n, w):
    bits = loss / np.log(2)
    per_character = np.exp(loss)
    per_word = np.exp(loss * n / w)
    return bits, per_character, per_word


BUGS = (
    Bug("loss / np.log(2)", "loss * np.log(2)",
        "A bit is the smaller unit, 0.69 nats, so there are *more* bits than nats: divide."),
    Bug("loss / np.log(2)", "np.log2(loss)",
        "The loss is a logarithm already. To change its base, divide by `np.log(2)`."),
    Bug("loss / np.log(2)", "loss", "These are still nats."),
    Bug("per_character = np.exp(loss)", "per_character = 2**loss",
        "2 to the power of *bits*, or $e$ to the power of *nats*. The loss is in nats."),
    Bug("np.exp(loss * n / w)", "np.exp(loss) * n / w",
        "The surprises of a word's characters add up, so their exponentials multiply: the factor "
        "belongs into the exponent."),
    Bug("np.exp(loss * n / w)", "np.exp(loss * w / n)",
        "A word is longer than a character and more of a surprise: `n / w` characters to the "
        "word."),
    Bug("np.exp(loss * n / w)", "np.exp(loss)",
        "This is per character. A word has `n / w` of them, each with its surprise."),
)  # fmt: skip

RULES = {
    "bits": "One bit is ln 2 nats.",
    "per_character": "It is $e$ to the power of the loss.",
    "per_word": "It is $e$ to the power of the surprise of one word.",
}


def trials():
    """A die, a coin, and something like English."""
    return [_trial(np.log(2), 12, 4), _trial(np.log(6), 30, 10), _trial(1.4, 142223, 26000)]


def _trial(loss, n, w):
    answers = {
        "bits": np.array(loss * np.log2(np.e)),
        "per_character": np.array(np.e**loss),
        "per_word": np.array((np.e**loss) ** (n / w)),
    }
    return Trial(
        arguments=(loss, n, w),
        names=("loss", "n", "w"),
        returns=dict.fromkeys(answers, ()),
        answers=answers,
        rules=RULES,
    )


surprise = Exercise(
    "nats, bits and perplexity",
    statement=STATEMENT,
    hints=HINTS,
    solution=convert,
    bugs=BUGS,
    trials=trials,
)
