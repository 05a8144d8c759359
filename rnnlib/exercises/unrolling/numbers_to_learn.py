"""How many numbers a network has to learn, with shared parameters and without."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Linear, PerStep, Recurrent
from rnnlib.models import EveryStepModel

STATEMENT = r"""
A network with `H` hidden units is to read a batch `x` $(T, B, D)$ and to give scores for `K`
classes at every step. How many numbers must it learn? Count $W, U, b, V$ and $b_y$,

1. if all steps share one set of them;
2. if every step has a set of its own.

Return both as one array, `np.array([shared, apart])`. It must be right for every `x`, `H` and `K`.
"""

HINTS = (
    "Write down the shapes first. $W$ leads from $D$ inputs to $H$ units. From where to where do "
    "$U$ and $V$ lead?",
    "$W$ is $(D, H)$, $U$ $(H, H)$, $b$ $(H,)$, $V$ $(H, K)$, $b_y$ $(K,)$. A parameter knows "
    "nothing of how many sequences stand side by side.",
    "One set is `D * H + H * H + H + H * K + K`. The second number is `T` times the first.",
)


def count(x, H, K):
    T, B, D = x.shape
    shared = D * H + H * H + H + H * K + K
    apart = T * shared
    return np.array([shared, apart])


BUGS = (
    Bug("H * H + H +", "H * H +", "The bias $b$ is missing: one number for each unit, $H$."),
    Bug(" + K\n", "\n", "The output bias $b_y$ is missing: one number for each class, $K$."),
    Bug("H * H + H + H * K + K", "H * H + H * K",
        "The biases are missing: $b$ has $H$ numbers, $b_y$ has $K$."),
    Bug("D * H + H * H", "D * H",
        "$U$ is missing. Without it no step would know of the one before."),
    Bug(" + H * K + K", "",
        "The readout is missing: $V$ and $b_y$ turn the state into scores, and they are learned "
        "like all the others."),
    Bug("D * H + H * H", "D * H + D * H",
        "$U$ leads from state to state, whatever the size of the input: $(H, H)$."),
    Bug("apart = T * shared", "apart = T * B * shared",
        "You count $B$ sets. All sequences of a batch go through the same network."),
    Bug("apart = T * shared", "apart = B * shared",
        "You multiply by $B$. Time is the first axis: `T, B, D = x.shape`."),
    Bug("T, B, D = x.shape", "B, T, D = x.shape",
        "You multiply by $B$. Time is the first axis: `T, B, D = x.shape`."),
    Bug("T, B, D = x.shape", "T, D, B = x.shape",
        "You take $B$ for $D$. The size of one input row is the last axis: `T, B, D = x.shape`."),
    Bug("H * H + H + H * K + K", "H * H",
        "Only $W$ and $U$ are counted. $b$, $V$ and $b_y$ are learned like them."),
    Bug("apart = T * shared", "apart = T * (shared - H * K - K) + H * K + K",
        "Your second network still shares one readout. $V$ and $b_y$, too, are a step's own."),
    Bug("apart = T * shared", "apart = T * shared - H * H",
        "One $U$ is left out. The first step does start from a state of zero, but in this chapter "
        "its set has a $U$ like all the others: count it."),
    Bug("apart = T * shared", "apart = shared",
        "Each of the $T$ steps has a set of its own: $T$ times as many numbers."),
    Bug("apart = T * shared", "shared, apart = T * shared, T * shared",
        "The shared set is counted $T$ times. All copies in the graph are one and the same array."),
    Bug("np.array([shared, apart])", "np.array([apart, shared])",
        "The two numbers have traded places: first the shared set."),
    Bug("D * H + H * H", "x.size * H + H * H",
        "$W$ has a row for each of the $D$ numbers of one input row, not for the whole batch."),
)  # fmt: skip

RULES = {"count": "Add up the sizes of $W$, $U$, $b$, $V$, $b_y$; then think of $T$ such sets."}


def trials():
    """Sizes of all kinds, the right answers counted in networks of this package."""
    return [_trial(*sizes) for sizes in ((7, 3, 2, 6, 4), (20, 5, 11, 8, 9), (1, 2, 3, 4, 5))]


def _trial(T, B, D, H, K):
    rng = np.random.default_rng(0)

    def layers(n):
        recurrent = [Recurrent(VanillaCell(D, H, rng=rng)) for _ in range(n)]
        return PerStep(recurrent), PerStep([Linear(H, K, rng=rng) for _ in range(n)])

    sizes = [sum(p.size for p in EveryStepModel(*layers(n)).params.values()) for n in (1, T)]
    return Trial(
        arguments=(rng.normal(size=(T, B, D)), H, K),
        names=("x", "H", "K"),
        returns={"count": (2,)},
        answers={"count": np.array(sizes, float)},
        rules=RULES,
    )


numbers_to_learn = Exercise(
    "how many numbers to learn",
    statement=STATEMENT,
    hints=HINTS,
    solution=count,
    bugs=BUGS,
    trials=trials,
    axes={"x": "T B D"},
)
