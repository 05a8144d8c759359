"""One step of beam search."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
Write one step of a beam search. $K$ strings are in hand, `log_p` $(K,)$ are their
log-probabilities. `step` $(K, V)$ holds for each of them the log-probability of every next symbol,
$\log p(y_t \mid \text{the string so far})$. Of all $K \cdot V$ strings that are one symbol longer
keep the `beam` likeliest, the likeliest first.

Return `parent, symbol, total`, each $(\mathit{beam},)$: which string each of them continues, by
which symbol, and its log-probability. Leave the arguments as they are.
"""

HINTS = (
    "The log-probability of a longer string is a sum: `log_p[:, None] + step` has all of them, "
    "$(K, V)$.",
    "All candidates compete with each other, whatever string they continue: lay them in one row, "
    "`total.ravel()`, and sort once. `np.argsort` sorts upwards.",
    "A place in that row tells row and column: `parent, symbol = np.divmod(place, V)`.",
)


def beam_step(log_p, step, beam):
    total = (log_p[:, None] + step).ravel()
    place = np.argsort(-total)[:beam]
    parent, symbol = np.divmod(place, step.shape[1])
    return parent, symbol, total[place]


BUGS = (
    Bug("(log_p[:, None] + step)", "step",
        "The past is forgotten: a likely symbol after an unlikely string is no likely string. Add "
        "`log_p`."),
    Bug("(log_p[:, None] + step)", "(log_p[:, None] * step)",
        "Probabilities multiply, so their logarithms are *added*."),
    Bug("(log_p[:, None] + step)", "(log_p[:, None] - step)",
        "The sign of `step` is wrong: log-probabilities are negative already, and add up."),
    Bug("np.argsort(-total)", "np.argsort(total)",
        "These are the *least* likely: `np.argsort` sorts upwards. Turn the sign round."),
    Bug("np.argsort(-total)[:beam]", "np.sort(np.argsort(-total)[:beam])",
        "The right ones are kept, but not with the likeliest first."),
    Bug("    place = np.argsort(-total)[:beam]\n",
        "    best = step.argmax(1) + step.shape[1] * np.arange(len(step))\n"
        "    place = np.resize(best[np.argsort(-total[best])], beam)\n",
        "Every string is continued by its best symbol alone. A good string may have two "
        "continuations in the beam, a bad one none: all candidates compete."),
    Bug("parent, symbol = np.divmod", "symbol, parent = np.divmod",
        "Parent and symbol have changed places: rows are strings, columns are symbols."),
    Bug("np.divmod(place, step.shape[1])", "np.divmod(place, step.shape[0])",
        "A row has $V$ places, not $K$: divide by `step.shape[1]`."),
    Bug("total[place]", "total[:beam]", "`total` has to be in the order of those that are kept."),
)  # fmt: skip

RULES = {
    "parent": "It is the row of the candidate, `place // V`.",
    "symbol": "It is the column of the candidate, `place % V`.",
    "total": "It is `log_p[parent] + step[parent, symbol]`.",
}


def trials():
    """Later steps, and the first one, from a single string."""
    return [_trial(3, 5, 3), _trial(2, 6, 4), _trial(1, 4, 2)]


def _trial(K, V, beam):
    rng = np.random.default_rng([K, V])
    log_p = -rng.gamma(2, 1, size=K)
    step = rng.normal(size=(K, V)) * 2
    step -= np.log(np.exp(step).sum(axis=1, keepdims=True))
    every = [(log_p[k] + step[k, v], k, v) for k in range(K) for v in range(V)]
    total, parent, symbol = map(np.array, zip(*sorted(every, reverse=True)[:beam], strict=True))
    return Trial(
        arguments=(log_p, step, beam),
        names=("log_p", "step", "beam"),
        returns=dict.fromkeys(("parent", "symbol", "total"), (beam,)),
        answers={"parent": parent, "symbol": symbol, "total": total},
        rules=RULES,
    )


beam_step = Exercise(
    "one step of beam search",
    statement=STATEMENT,
    hints=HINTS,
    solution=beam_step,
    bugs=BUGS,
    trials=trials,
    axes={"log_p": "K", "step": "K V"},
)
