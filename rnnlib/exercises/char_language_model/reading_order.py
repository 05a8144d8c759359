"""How a text is laid out for B readers: targets shifted by one, and batches that follow on."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.tasks.characters import Text

STATEMENT = r"""
Lay out a text for `B` readers. `codes` $(N,)$ are its characters as integers. Reader $b$ begins at
$b \cdot L$, with $L = \lfloor (N - 1) / B \rfloor$, and reads `T` characters in each batch, going
on in batch $k + 1$ where batch $k$ ended:

$$x_{k,t,b} = \text{codes}_{\,bL + kT + t} \qquad
\text{target}_{k,t,b} = \text{codes}_{\,bL + kT + t + 1}$$

Return `x` and `target`, each $(K, T, B)$, with $K = \lfloor L / T \rfloor$ batches. What is left
over is not read.
"""

HINTS = (
    "What does one reader read in all? `K * T` characters in a row, from `b * L` on. And which are "
    "the targets of those?",
    "`codes[b * L : b * L + K * T]` for each `b` gives an array $(B, K \\cdot T)$. Cut its last "
    "axis into batches: `.reshape(B, K, T)`.",
    "The axes then stand as $(B, K, T)$, and should be $(K, T, B)$: `.transpose(1, 2, 0)`.",
)


def batches(codes, B, T):
    L = (len(codes) - 1) // B
    K = L // T
    x = [codes[b * L : b * L + K * T] for b in range(B)]
    target = [codes[b * L + 1 : b * L + 1 + K * T] for b in range(B)]
    x, target = (np.reshape(a, (B, K, T)).transpose(1, 2, 0) for a in (x, target))
    return x, target


BUGS = (
    Bug("codes[b * L + 1 : b * L + 1 + K * T]", "codes[b * L : b * L + K * T]",
        "The target is the character itself. It should be the next one: shifted by one."),
    Bug("codes[b * L + 1 : b * L + 1 + K * T]", "np.roll(codes[b * L : b * L + K * T], 1)",
        "The target is the character *before*. It should be the one after: `+ 1`."),
    Bug("codes[b * L + 1 : b * L + 1 + K * T]", "np.roll(codes[b * L : b * L + K * T], -1)",
        "The last target of each reader is its own first character. `np.roll` comes round to the "
        "beginning; slice `codes` one later instead."),
    Bug("np.reshape(a, (B, K, T)).transpose(1, 2, 0)", "np.reshape(a, (K, T, B))",
        "Readers and steps are mixed: a reader must find the next character one step *down* the "
        "column of its batch. Cut the axis of each reader first, then move the axes."),
    Bug("np.reshape(a, (B, K, T)).transpose(1, 2, 0)",
        "np.reshape(a, (B, T, K)).transpose(2, 1, 0)",
        "Each batch takes every $K$-th character. A batch is $T$ characters in a row: the last "
        "axis of the reshape is `T`."),
    Bug("L = (len(codes) - 1) // B", "L = T * ((len(codes) - 1) // (B * T))",
        "The readers stand too close together: $L$ is the share of each, not a multiple of $T$."),
)  # fmt: skip

RULES = {
    "x": "`x[k, t, b]` is `codes[b * L + k * T + t]`.",
    "target": "`target[k, t, b]` is `codes[b * L + k * T + t + 1]`.",
}


def trials():
    """Texts whose characters are all different, so that any mix-up shows."""
    return [_trial(25, 2, 3), _trial(47, 3, 4), _trial(31, 1, 7)]


def _trial(N, B, T):
    text = Text("".join(map(chr, range(65, 65 + N))))
    read = list(text.stream(B, T))
    answers = {
        "x": np.array([batch.x for batch in read], float),
        "target": np.array([batch.target for batch in read], float),
    }
    return Trial(
        arguments=(np.array(text.codes), B, T),
        names=("codes", "B", "T"),
        returns={name: a.shape for name, a in answers.items()},
        answers=answers,
        rules=RULES,
    )


reading_order = Exercise(
    "a text for B readers",
    statement=STATEMENT,
    hints=HINTS,
    solution=batches,
    bugs=BUGS,
    trials=trials,
    axes={"codes": "N"},
)
