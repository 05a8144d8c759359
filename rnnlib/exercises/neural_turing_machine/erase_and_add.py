"""Writing: erase, then add."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.memory.read import read
from rnnlib.layers.memory.write import add, erase

STATEMENT = r"""
Write into the memory, then read from it: equations (3), (4) and (2), for one head that does both.
`memory` $(B, N, M)$ is $M_{t-1}$; `w` $(B, N)$ says where, `e` $(B, M)$ what to erase, `a` $(B, M)$
what to add.

$$
\tilde M(i) = M_{t-1}(i) \odot (1 - w(i)\, e), \qquad M_t(i) = \tilde M(i) + w(i)\, a, \qquad
r = \sum_i w(i)\, M_t(i)
$$

Return `new, r`: the memory after the write, $(B, N, M)$, and what is read from it, $(B, M)$. Leave
the arguments as they are.
"""

HINTS = (
    "$w(i)\\, e$ is a number for each place *and* each of its $M$ numbers: "
    "`w[:, :, None] * e[:, None]`, $(B, N, M)$.",
    "Nothing is erased where $w(i) = 0$ or $e = 0$: the memory is multiplied by "
    "`1 - w[:, :, None] * e[:, None]`.",
    "Reading is a weighted mean of the rows: `(w[:, :, None] * new).sum(axis=1)`.",
)


def erase_and_add(memory, w, e, a):
    kept = 1 - w[:, :, None] * e[:, None]
    added = w[:, :, None] * a[:, None]
    new = memory * kept + added
    r = (w[:, :, None] * new).sum(axis=1)
    return new, r


BUGS = (
    Bug("1 - w[:, :, None] * e[:, None]", "w[:, :, None] * e[:, None]",
        "The erase is turned round: what *stays* is $1 - w(i)\\, e$."),
    Bug("1 - w[:, :, None] * e[:, None]", "1 - e[:, None]",
        "Every place is erased. Where the head is not, $w(i) = 0$, nothing may change."),
    Bug("1 - w[:, :, None] * e[:, None]", "1 - w[:, :, None]",
        "The erase vector is missing: it says which of the $M$ numbers go."),
    Bug("w[:, :, None] * a[:, None]", "a[:, None]",
        "$a$ is added at every place. Each place gets the share $w(i)$."),
    Bug("memory * kept + added", "(memory + added) * kept",
        "Erase first, then add: here the new is erased together with the old."),
    Bug("memory * kept + added", "memory + added",
        "Nothing is erased: the old stays below the new."),
    Bug("memory * kept + added", "memory * kept", "Nothing is added."),
    Bug("memory * kept + added", "memory - (1 - kept) + added",
        "The erase is a factor, not something that is taken off: $M \\odot (1 - w\\, e)$."),
    Bug("(w[:, :, None] * new).sum(axis=1)", "(w[:, :, None] * memory).sum(axis=1)",
        "This reads the memory as it was before the write."),
    Bug("(w[:, :, None] * new).sum(axis=1)", "(w[:, :, None] * new).mean(axis=1)",
        "The weights add up to 1 already: the reading is a sum."),
    Bug("(w[:, :, None] * new).sum(axis=1)", "new[np.arange(len(w)), w.argmax(axis=1)]",
        "This reads the place with the largest weight alone. A sum over all has a derivative."),
)  # fmt: skip

RULES = {
    "new": "It is `memory * (1 - w[:, :, None] * e[:, None]) + w[:, :, None] * a[:, None]`.",
    "r": "It is $\\sum_i w(i)\\, M_t(i)$, with the memory after the write.",
}


def trials():
    """Sizes that differ; the right answers are the machine's own."""
    return [_trial(*sizes) for sizes in ((2, 4, 3), (3, 5, 2))]


def _trial(B, N, M):
    rng = np.random.default_rng([B, N, M])
    memory, w = rng.normal(size=(B, N, M)), rng.dirichlet(np.ones(N), size=B)
    e, a = rng.uniform(0.2, 1, (B, M)), rng.normal(size=(B, M))
    one = w[:, None], e[:, None], a[:, None]
    new = add(erase(memory, *one[:2]), one[0], one[2])
    return Trial(
        arguments=(memory, w, e, a),
        names=("memory", "w", "e", "a"),
        returns={"new": (B, N, M), "r": (B, M)},
        answers={"new": new, "r": read(new, one[0])[:, 0]},
        rules=RULES,
    )


erase_and_add = Exercise(
    "erase, add, read",
    statement=STATEMENT,
    hints=HINTS,
    solution=erase_and_add,
    bugs=BUGS,
    trials=trials,
    axes={"memory": "B N M", "w": "B N", "e": "B M", "a": "B M"},
)
