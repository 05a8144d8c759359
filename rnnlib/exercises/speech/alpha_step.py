"""One step of the forward variable."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.losses.ctc import ctc_lattice
from rnnlib.ops import softmax

STATEMENT = r"""
Write one step of CTC's forward variable. `alpha` $(S,)$ is $\alpha_{t-1}$, `y` $(K,)$ the
probabilities that the network gives the symbols at step $t$, `states` $(S,)$ the symbol $l'_s$ of
every state, $␣\, l_1\, ␣\, l_2 \dots l_L\, ␣$ with the blank $␣$ = 0.

$$
\alpha_t(s) = y_t(l'_s) \,\big( \alpha_{t-1}(s) + \alpha_{t-1}(s-1)
+ [\text{skip}]\; \alpha_{t-1}(s-2) \big)
$$

The skip is allowed into a state whose symbol is not the blank, and is not that of state $s-2$.
States before the first have $\alpha = 0$. Return `new` $(S,)$, as probabilities, not logarithms.
Leave the arguments as they are.
"""

HINTS = (
    "Three terms come together in a state: who was there already, who comes from the state before, "
    "and, where that is allowed, who comes from the one before that.",
    "`total = alpha.copy()`, then `total[1:] += alpha[:-1]`: the slice shifts by one state, and "
    "nothing enters at the front. The third term has `total[2:]` and `alpha[:-2]`.",
    "`skip = (states[2:] != 0) & (states[2:] != states[:-2])`, and `y[states]` is the probability "
    "of every state's symbol.",
)


def alpha_step(alpha, y, states):
    skip = (states[2:] != 0) & (states[2:] != states[:-2])
    total = alpha.copy()
    total[1:] += alpha[:-1]
    total[2:] += skip * alpha[:-2]
    return y[states] * total


BUGS = (
    Bug("(states[2:] != 0) & (states[2:] != states[:-2])", "states[2:] != 0",
        "Your path skips the blank between two *equal* symbols, and $\\mathcal B$ would merge "
        "them to one. Between equal symbols the blank has to be visited."),
    Bug("(states[2:] != 0) & (states[2:] != states[:-2])", "states[2:] == states[:-2]",
        "The condition is upside down: a skip is allowed where the two symbols *differ*."),
    Bug("(states[2:] != 0) & (states[2:] != states[:-2])", "states[2:] == 0",
        "You skip from blank to blank, and so leave out a symbol of the target. Only into a symbol "
        "may a skip lead, over a blank."),
    Bug("skip * alpha[:-2]", "alpha[:-2]",
        "Every state is entered from two before. That is allowed over a blank only, between two "
        "symbols that differ."),
    Bug("skip * alpha[:-2]", "0",
        "The skip is missing: from a symbol a path may go straight to the next one, if the two "
        "differ, without a blank between them."),
    Bug("total[1:] += alpha[:-1]", "total[1:] += 0",
        "Nobody comes from the state before: $\\alpha_{t-1}(s-1)$ is missing."),
    Bug("total = alpha.copy()", "total = 0 * alpha",
        "Nobody stays: $\\alpha_{t-1}(s)$ is missing. A symbol may last for several steps."),
    Bug("total[1:] += alpha[:-1]", "total = total + np.roll(alpha, 1)",
        "`np.roll` lets the last state in at the front again. Nothing comes before the first "
        "state."),
    Bug("y[states] * total", "total",
        "The symbol of this step is not paid for: multiply by $y_t(l'_s)$, `y[states]`."),
    Bug("y[states] * total", "y[states] * total / (y[states] * total).sum()",
        "This is scaled to a sum of 1. It is a way against underflow, but here the bare product is "
        "asked for."),
    Bug("total[1:] += alpha[:-1]", "total[:-1] += alpha[1:]",
        "This comes from the state *after*: the way runs from the front to the back, and state $s$ "
        "is entered from $s-1$."),
)  # fmt: skip

RULES = {"new": "It is `y[states]` times the sum of those who stay, step and may skip."}


def trials():
    """Targets with a repeat and without, a lone symbol; right answers from the lattice."""
    return [_trial(*case) for case in (((2, 2, 1), 7, 4), ((1, 3), 5, 3), ((2,), 4, 2))]


def _trial(target, T, t):
    rng = np.random.default_rng([12, T, t])
    logits = rng.normal(size=(T, 1, 4))
    found = ctc_lattice(logits, [target])
    before, after = np.exp(found.log_alpha[t - 1 : t + 1, 0])
    return Trial(
        arguments=(before, softmax(logits[t, 0]), found.states[0]),
        names=("alpha", "y", "states"),
        returns={"new": before.shape},
        answers={"new": after},
        rules=RULES,
    )


alpha_step = Exercise(
    "one step of the forward variable",
    statement=STATEMENT,
    hints=HINTS,
    solution=alpha_step,
    bugs=BUGS,
    trials=trials,
    axes={"alpha": "S", "y": "K", "states": "S"},
)
