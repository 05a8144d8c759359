"""Scheduled sampling: what each step is told, the truth or the network's own last output."""

import numpy as np

from rnnlib.cells import JordanCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
In scheduled sampling a coin decides, for every step and every sequence, what the step is told of
the one before: the right output, or the network's own.

$$
\text{given}_t = \begin{cases} \text{target}_{t-1} & \text{if told}_t \\ y_{t-1} & \text{if not}
\end{cases}
\qquad y_t = \text{step}(x_t, \text{given}_t)
$$

`step(x_t, given_t)` returns the outputs $(B, O)$ of one step and is passed in. The coins have been
tossed: `told` $(T, B)$ is True where the step hears the truth. Before the first step both are zero.
Return `given` $(T, B, O)$ and `y` $(T, B, O)$. Leave the arguments as they are.
"""

HINTS = (
    "Now there is a loop again: whether $y_{t-1}$ is needed or not, it has to be there.",
    "Keep two things from step to step: the last target and the last output, both zeros at first. "
    "`np.where` chooses between them.",
    "`told[t]` is $(B,)$, the outputs are $(B, O)$: `told[t][:, None]` chooses whole rows.",
)


def sampled(x, target, told, step):
    right = own = np.zeros_like(target[0])
    given, y = np.zeros_like(target), np.zeros_like(target)
    for t in range(len(x)):
        given[t] = np.where(told[t][:, None], right, own)
        y[t] = step(x[t], given[t])
        right, own = target[t], y[t]
    return given, y


BUGS = (
    Bug("np.where(told[t][:, None], right, own)", "np.where(told[t][:, None], own, right)",
        "The coin is read the wrong way round: where `told` is True, the step hears the truth."),
    Bug("np.where(told[t][:, None], right, own)", "np.where(told[t][:, None], target[t], own)",
        "The truth comes a step too early: a step must not be told its own answer, but "
        "`target[t - 1]`."),
    Bug("np.where(told[t][:, None], right, own)", "np.where(told[t][0], right, own)",
        "One coin for the whole batch: each sequence has its own, `told[t][:, None]`."),
    Bug("np.where(told[t][:, None], right, own)", "np.where(told[0][:, None], right, own)",
        "The coin of the first step is used at all steps. Every step has its own, `told[t]`."),
    Bug("np.where(told[t][:, None], right, own)", "right",
        "This is teacher forcing: the network's own outputs are never heard."),
    Bug("np.where(told[t][:, None], right, own)", "own",
        "This is the network left to itself: the truth is never heard."),
    Bug("np.where(told[t][:, None], right, own)",
        "told[t].mean() * right + (1 - told[t].mean()) * own",
        "A mixture of both is neither: each sequence hears one of the two, as its coin says."),
    Bug("right, own = target[t], y[t]", "right, own = target[t], step(x[t], right)",
        "What is kept as the network's own must be the output that it really gave, `y[t]`, after "
        "what it really heard."),
    Bug("right, own = target[t], y[t]", "right = target[t]",
        "The network's own last output is never kept: where the coin says no, zeros come in."),
    Bug("right, own = target[t], y[t]", "right, own = target[t], given[t]",
        "What is kept is what the step *heard*, not what it said: keep `y[t]`."),
)  # fmt: skip

RULES = {
    "given": "It is the last target where `told[t]`, the last output where not.",
    "y": "It is `step(x[t], given[t])`.",
}


def trials():
    """Coins of every kind; the answers follow the definition, with a `JordanCell` as the step."""
    return [_trial(*sizes) for sizes in ((6, 3, 2, 4, 2), (4, 4, 2, 3, 1), (1, 2, 1, 2, 2))]


def _trial(T, B, D, H, O):
    rng = np.random.default_rng([T, B, D, H])
    cell = JordanCell(D, H, O, rng=rng)
    cell.params["b_y"] += rng.normal(size=O)
    layer = Recurrent(cell)

    def step(x_t, given_t):
        return np.array(layer.forward(x_t[None], (given_t,))[0][0])

    x, target = rng.normal(size=(T, B, D)), rng.normal(size=(T, B, O))
    told = (np.arange(T)[:, None] + 2 * np.arange(B)) % 3 == 0  # two of three steps are not
    given, y = np.zeros_like(target), np.zeros_like(target)
    for t, b in np.ndindex(T, B):
        if t:
            given[t, b] = target[t - 1, b] if told[t, b] else y[t - 1, b]
        y[t, b] = step(x[t, b : b + 1], given[t, b : b + 1])[0]
    return Trial(
        arguments=(x, target, told, step),
        names=("x", "target", "told", "step"),
        returns={"given": given.shape, "y": y.shape},
        answers={"given": given, "y": y},
        rules=RULES,
    )


sampled_inputs = Exercise(
    "what a step is told",
    statement=STATEMENT,
    hints=HINTS,
    solution=sampled,
    bugs=BUGS,
    trials=trials,
    axes={"x": "T B D", "target": "T B O", "told": "T B"},
)
