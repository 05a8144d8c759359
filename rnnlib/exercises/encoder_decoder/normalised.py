"""Which of several complete strings is best, when long ones are not to suffer for their length."""

import numpy as np

from rnnlib.decoding import Wu
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Choose among $K$ complete strings. `steps` $(T, K)$ holds the log-probabilities of their symbols, a
string in each column, and `lengths` $(K,)$ how many of them are real, the stop included; what
stands below is anybody's guess. The score of a string of $n$ symbols is (Wu and others, 2016)

$$
\frac{1}{\ell(n)} \sum_{t=1}^{n} \log p(y_t \mid y_1 \dots y_{t-1}, x), \qquad
\ell(n) = \Big( \frac{5 + n}{6} \Big)^a
$$

Return `score, best`: the $K$ scores and the number of the best string. Leave the arguments as they
are.
"""

HINTS = (
    "First the sums: `t < lengths`, with the steps in a column, says what is real, and "
    "`np.where(real, steps, 0).sum(axis=0)` adds that up.",
    "`((5 + lengths) / 6) ** a` is $(K,)$, one number for each string.",
    "Log-probabilities are negative. Dividing by something large brings them nearer to 0, and the "
    "best one is the largest: `score.argmax()`.",
)


def normalised(steps, lengths, a):
    real = np.arange(len(steps))[:, None] < lengths
    log_p = np.where(real, steps, 0).sum(axis=0)
    score = log_p / ((5 + lengths) / 6) ** a
    return score, score.argmax()


BUGS = (
    Bug("np.where(real, steps, 0).sum(axis=0)", "steps.sum(axis=0)",
        "What stands below the end of a string is added, too. Only `lengths` symbols are real."),
    Bug("[:, None] < lengths", "[:, None] <= lengths",
        "One symbol too many: with the steps counted from 0, `t < lengths` are real."),
    Bug("log_p / ((5 + lengths) / 6) ** a", "log_p * ((5 + lengths) / 6) ** a",
        "Multiplied: that makes long strings suffer twice. Log-probabilities are negative, so "
        "dividing is what helps them."),
    Bug("log_p / ((5 + lengths) / 6) ** a", "log_p",
        "This is the log-probability itself: the length does not enter."),
    Bug("log_p / ((5 + lengths) / 6) ** a", "log_p / lengths",
        "This is the mean of a symbol, another usual score. Here it is $\\ell(n)$."),
    Bug("((5 + lengths) / 6) ** a", "((5 + lengths) / 6)", "The power $a$ is missing."),
    Bug("((5 + lengths) / 6) ** a", "(5 + lengths / 6) ** a",
        "The 5 belongs into the fraction: `(5 + lengths) / 6`, so that $\\ell(1) = 1$."),
    Bug("((5 + lengths) / 6) ** a", "((5 + len(steps)) / 6) ** a",
        "Each string has its own length; this is the longest for all."),
    Bug("score.argmax()", "score.argmin()",
        "That is the worst: the largest score is best, the one nearest to 0."),
    Bug("score.argmax()", "log_p.argmax()", "The best is chosen by the score, not by $\\log p$."),
)  # fmt: skip

RULES = {
    "score": "It is the sum of the real log-probabilities, over $\\ell(n)$.",
    "best": "It is the place of the largest score.",
}


def trials():
    """In each the winner by score is another than the winner by log p."""
    return [_trial([3, 5, 8], 0.6, 12), _trial([3, 6, 9], 1.0, 3), _trial([2, 4, 3], 0.3, 85)]


def _trial(lengths, a, seed):
    lengths, rng = np.array(lengths), np.random.default_rng(seed)
    steps = -rng.gamma(1, 0.5, size=(lengths.max() + 1, len(lengths)))
    sums = np.array([steps[:n, k].sum() for k, n in enumerate(lengths)])
    score = sums / np.array([Wu(a)(int(n)) for n in lengths])
    return Trial(
        arguments=(steps, lengths, a),
        names=("steps", "lengths", "a"),
        returns={"score": (len(lengths),), "best": ()},
        answers={"score": score, "best": np.array(float(score.argmax()))},
        rules=RULES,
    )


normalised = Exercise(
    "scores that are fair to long strings",
    statement=STATEMENT,
    hints=HINTS,
    solution=normalised,
    bugs=BUGS,
    trials=trials,
    axes={"steps": "T K", "lengths": "K"},
)
