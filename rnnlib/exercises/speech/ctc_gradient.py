"""From the forward and backward variables to the gradient."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.losses.ctc import ctc_lattice, ctc_loss
from rnnlib.ops import softmax

STATEMENT = r"""
Write the gradient of CTC's loss $-\ln p$ of one sequence by the logits. `alpha` and `beta` are
$(T, S)$, with $y_t$ in $\alpha_t$ alone, so that $p = \sum_s \alpha_t(s)\, \beta_t(s)$ at any $t$;
`y` $(T, K)$ are the network's probabilities and `states` $(S,)$ the symbol $l'_s$ of every state.

$$
\gamma_t(s) = \frac{\alpha_t(s)\, \beta_t(s)}{p}, \qquad
dz_t(k) = y_t(k) - \sum_{s:\, l'_s = k} \gamma_t(s)
$$

Return `dz` $(T, K)$. Leave the arguments as they are.
"""

HINTS = (
    "`gamma` has a column for each state, `dz` one for each symbol. The blank is the symbol of "
    "many states, and another symbol may be that of several.",
    "`p = (alpha * beta)[0].sum()`: the sum over the states is the same at every step.",
    "A loop is enough: `for s, k in enumerate(states): dz[:, k] -= gamma[:, s]`, from "
    "`dz = y.copy()`.",
)


def ctc_gradient(alpha, beta, y, states):
    p = (alpha * beta)[0].sum()
    gamma = alpha * beta / p
    dz = y.copy()
    for s, k in enumerate(states):
        dz[:, k] -= gamma[:, s]
    return dz


BUGS = (
    Bug("dz[:, k] -= gamma[:, s]", "dz[:, k] = y[:, k] - gamma[:, s]",
        "Each state overwrites what an earlier state of the same symbol has left. The blank has "
        "many states, and all their γ are added up."),
    Bug("dz[:, k] -= gamma[:, s]", "dz[:, k] += gamma[:, s]",
        "The sign: where the target wants a symbol, its logit should rise, so $dz$ falls by γ."),
    Bug("alpha * beta / p", "alpha * beta",
        "Divide by $p$: γ is the share of the target's probability that passes through a state."),
    Bug("alpha * beta / p", "alpha * beta / (alpha * beta).sum()",
        "This divides by the sum over *all steps*. At every single step the γ add up to 1, for "
        "every path is somewhere at each."),
    Bug("alpha * beta / p", "alpha / alpha.sum(1, keepdims=True)",
        "Without β this knows the past alone: where the paths are that *will* say the whole "
        "target, only both together tell."),
    Bug("dz = y.copy()", "dz = 0 * y",
        "The $y$ is missing: it is what the network says now, and the gradient is how far that is "
        "from what the target wants."),
    Bug("dz[:, k] -= gamma[:, s]", "dz[:, k] -= gamma[:, s] / y[:, k]",
        "This mixes in the slope by the probabilities. By the logits, behind the softmax, it is "
        "$y - \\sum \\gamma$ alone."),
    Bug("return dz", "return -dz",
        "The sign: this is the direction of descent, and the gradient points uphill."),
    Bug("dz[:, k] -= gamma[:, s]", "dz[:, k] -= gamma[:, s] * (k > 0)",
        "The blank is a symbol, too: its states have a share of the paths like all others."),
)  # fmt: skip

RULES = {"dz": "It is $y$ minus the γ of all states of each symbol, and each row adds up to 0."}


def trials():
    """One symbol, two, and repeats; right answers from the loss."""
    return [_trial(*case) for case in (((2,), 3), ((1, 2), 4), ((3, 3, 1, 3), 8))]


def _trial(target, T):
    rng = np.random.default_rng([13, T])
    logits = rng.normal(size=(T, 1, 4))
    found = ctc_lattice(logits, [target])
    alpha, beta = np.exp(found.log_alpha[:, 0]), np.exp(found.log_beta[:, 0])
    return Trial(
        arguments=(alpha, beta, softmax(logits[:, 0]), found.states[0]),
        names=("alpha", "beta", "y", "states"),
        returns={"dz": (T, 4)},
        answers={"dz": ctc_loss(logits, [target])[1][:, 0]},
        rules=RULES,
        steps=True,
    )


ctc_gradient = Exercise(
    "the gradient from α and β",
    statement=STATEMENT,
    hints=HINTS,
    solution=ctc_gradient,
    bugs=BUGS,
    trials=trials,
    axes={"alpha": "T S", "beta": "T S", "y": "T K", "states": "S"},
)
