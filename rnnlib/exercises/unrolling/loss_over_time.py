"""The loss of a sequence: a sum over its steps."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.losses import step_losses

STATEMENT = r"""
Scores `s` $(T, B, K)$, targets `target` $(T, B)$, integers from 0 to $K - 1$, and a `mask` $(T, B)$
of bool that says which steps are real. Compute

$$
y_t = \operatorname{softmax}(s_t), \qquad
L_t = -\log y_{t,\text{target}}, \qquad
L = \sum_t L_t.
$$

Return `losses` $(T, B)$, with 0 where a step is not real, and `L` $(B,)$, one sum for each
sequence. Leave the arguments as they are. (The scores are small here; a library would subtract the
largest before `np.exp`.)
"""

HINTS = (
    "The softmax runs over the classes: the last axis. With "
    "`keepdims=True` the sum keeps that axis, and `e` can be divided by it.",
    "To pick the target's entry of every step, "
    "`np.take_along_axis(p, target[..., None], axis=2)[..., 0]`, or a loop over $t$ and $b$.",
    "`losses = np.where(mask, -np.log(right), 0)`, and $L$ is its sum along time, the first axis.",
)


def loss(s, target, mask):
    e = np.exp(s)
    p = e / e.sum(axis=2, keepdims=True)
    right = np.take_along_axis(p, target[..., None], axis=2)[..., 0]
    losses = np.where(mask, -np.log(right), 0)
    L = losses.sum(axis=0)
    return losses, L


BUGS = (
    Bug("losses.sum(axis=0)", "losses.mean(axis=0)",
        "This is the mean over time. The loss of the sequence is the *sum* of its steps' losses."),
    Bug("losses.sum(axis=0)", "losses.sum(axis=0) / mask.sum(axis=0)",
        "This is the mean over the real steps, which rnnlib trains on. Here the sum is asked for."),
    Bug("losses.sum(axis=0)", "losses[-1]", "Only the last step counts in your `L`. Add up all."),
    Bug("losses.sum(axis=0)", "losses.max(axis=0)", "The largest loss is not the sum."),
    Bug("axis=2, keepdims", "axis=0, keepdims",
        "Your softmax runs over time: the first axis. Probabilities must add up to 1 over the "
        "*classes*, the last axis."),
    Bug("axis=2, keepdims", "axis=1, keepdims",
        "Your softmax runs over the batch. Probabilities must add up to 1 over the *classes*, the "
        "last axis."),
    Bug("e.sum(axis=2, keepdims=True)", "e.sum()",
        "You divide by the sum over everything. Every step of every sequence has a softmax of its "
        "own."),
    Bug("p = e / e.sum(axis=2, keepdims=True)", "p = e",
        "The softmax is missing, or the division in it: it is $e^{s_k} / \\sum_j e^{s_j}$."),
    Bug("np.where(mask, -np.log(right), 0)", "np.where(mask, 1 - right, 0)",
        "The log is missing: $-\\log y$, not $1 - y$."),
    Bug("np.where(mask, -np.log(right), 0)", "np.where(mask, right, 0)",
        "This is the probability itself. The loss is its $-\\log$."),
    Bug("-np.log(right)", "np.log(right)",
        "The sign is missing: a logarithm of a probability is negative, a loss is $-\\log$."),
    Bug("-np.log(right)", "-np.log2(right)",
        "You measure in bits. Here the logarithm is the natural one, `np.log`."),
    Bug("return losses, L", "return -np.log(right), L",
        "`L` leaves out the steps that are not real, but in your `losses` they still cost. They "
        "should be 0 there."),
    Bug("losses.sum(axis=0)", "(-np.log(right)).sum(axis=0)",
        "`losses` has 0 where a step is not real, but your sum counts those steps."),
    Bug("np.where(mask, -np.log(right), 0)",
        "np.where(mask, -np.log(right) - np.log(1 - p).sum(axis=2) + np.log(1 - right), 0)",
        "Every class pays here, also those that are not the target. With a softmax the loss is "
        "$-\\log$ of the target's probability alone."),
    Bug("np.where(mask, -np.log(right), 0)", "-np.log(right)",
        "Steps that are not real are counted. Where the mask is False the loss is 0."),
    Bug("np.where(mask, -np.log(right), 0)", "np.where(mask, 0, -np.log(right))",
        "The mask is the wrong way round: True marks the *real* steps."),
    Bug("right = np.take_along_axis(p, target[..., None], axis=2)[..., 0]", "right = p.max(axis=2)",
        "You take the likeliest class. What counts is the probability of the *target*, likely or "
        "not."),
)  # fmt: skip

RULES = {
    "losses": "It is $-\\log$ of the target's entry of the softmax over the last axis.",
    "L": "It is the sum of `losses` along time, the first axis.",
}


def trials():
    """Random scores, with and without padding; the answers are those of `step_losses`."""
    return [_trial(*sizes) for sizes in ((4, 3, 3, True), (3, 2, 4, False), (1, 1, 2, False))]


def _trial(T, B, K, padded):
    rng = np.random.default_rng([T, B, K])
    s, target = rng.normal(size=(T, B, K)), rng.integers(K, size=(T, B))
    target[0, 0] = s[0, 0].argmin()  # not the likeliest
    lengths = T - np.arange(B) if padded else np.full(B, T)
    mask = np.arange(T)[:, None] < lengths
    losses = step_losses(s, target, mask)
    return Trial(
        arguments=(s, target, mask),
        names=("s", "target", "mask"),
        returns={"losses": (T, B), "L": (B,)},
        answers={"losses": losses, "L": losses.sum(axis=0)},
        rules=RULES,
    )


loss_over_time = Exercise(
    "the loss over time",
    statement=STATEMENT,
    hints=HINTS,
    solution=loss,
    bugs=BUGS,
    trials=trials,
    axes={"s": "T B K", "target": "T B", "mask": "T B"},
)
