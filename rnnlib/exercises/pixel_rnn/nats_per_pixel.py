"""The chain rule: what a picture costs."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.losses import softmax_cross_entropy
from rnnlib.ops import softmax

STATEMENT = r"""
A model has told every pixel from those before it. `logits` $(B, R, C, K)$ are its scores for the
$K$ levels, `pictures` $(B, R, C)$ the levels that stand there. By the chain rule

$$
\log p(x) = \sum_{r, c} \log p(x_{rc} \mid \text{pixels before}), \qquad
p = \mathrm{softmax}_k(\text{logits})
$$

Return `log_p` $(B,)$, the logarithm of the probability of each whole picture, and `nats`, one
number: the mean of $-\log p$ over all pixels of all pictures. `softmax` (along the last axis) and
`np` are there. Leave the arguments as they are.
"""

HINTS = (
    "`p = softmax(logits)` is $(B, R, C, K)$; of the last axis you want the one entry that the "
    "picture names.",
    "`np.take_along_axis(p, pictures[..., None], axis=-1)[..., 0]` picks it for all pixels at "
    "once, $(B, R, C)$.",
    "A picture's logarithm is a *sum* over rows and columns, `axis=(1, 2)`; the nats per pixel are "
    "minus the *mean* of all logarithms.",
)


def nats_per_pixel(logits, pictures):
    p = softmax(logits)
    right = np.take_along_axis(p, pictures[..., None], axis=-1)[..., 0]
    log_p = np.log(right).sum(axis=(1, 2))
    nats = -np.log(right).mean()
    return log_p, nats


BUGS = (
    Bug("p = softmax(logits)", "p = softmax(logits, axis=1)",
        "The softmax is along the wrong axis: the probabilities of the $K$ *levels* of a pixel add "
        "up to 1."),
    Bug("p = softmax(logits)", "p = 1 / (1 + np.exp(-logits))",
        "That is a sigmoid for every level by itself: they do not add up to 1. It is a softmax."),
    Bug("np.log(right).sum(axis=(1, 2))", "np.log(right).mean(axis=(1, 2))",
        "A picture's probability is a *product* of all its pixels', so its logarithm is a sum, not "
        "a mean."),
    Bug("np.log(right).sum(axis=(1, 2))", "-np.log(right).sum(axis=(1, 2))",
        "The sign: $\\log p$ of a picture is negative; only the nats have a minus."),
    Bug("np.log(right).sum(axis=(1, 2))", "np.log(right.sum(axis=(1, 2)))",
        "The logarithm of the sum is not the sum of the logarithms: first `np.log`, then `sum`."),
    Bug("np.log(right).sum(axis=(1, 2))", "right.prod(axis=(1, 2))",
        "That is the probability itself, and for a larger picture it is rounded to 0: return its "
        "logarithm."),
    Bug("-np.log(right).mean()", "np.log(right).mean()",
        "The sign: nats are what a pixel *costs*, $-\\log p$."),
    Bug("-np.log(right).mean()", "-np.log2(right).mean()",
        "Those are bits: nats have the natural logarithm."),
    Bug("-np.log(right).mean()", "-log_p.mean()",
        "Those are nats per *picture*: divide by the number of its pixels, too."),
    Bug("-np.log(right).mean()", "-np.log(right.mean())",
        "The mean comes after the logarithm: a single pixel told with $p = 0$ must cost "
        "infinitely much."),
)  # fmt: skip

RULES = {
    "log_p": "It is the sum over rows and columns of the logarithm of the right level's p.",
    "nats": "It is minus the mean of the same logarithms over everything.",
}


def trials():
    """Pictures of different shapes and levels; the right answers from the loss."""
    return [_trial(*sizes) for sizes in ((1, 2, 3, 2), (3, 4, 2, 5))]


def _trial(B, R, C, K):
    rng = np.random.default_rng([B, R, C, K])
    logits, pictures = 2 * rng.normal(size=(B, R, C, K)), rng.integers(K, size=(B, R, C))
    pairs = zip(logits.reshape(B, -1, K), pictures.reshape(B, -1), strict=True)
    costs = [softmax_cross_entropy(*pair)[0] for pair in pairs]
    return Trial(
        arguments=(logits, pictures),
        names=("logits", "pictures"),
        returns={"log_p": (B,), "nats": ()},
        answers={"log_p": -R * C * np.array(costs), "nats": np.mean(costs)},
        rules=RULES,
    )


nats_per_pixel = Exercise(
    "nats per pixel",
    statement=STATEMENT,
    hints=HINTS,
    solution=nats_per_pixel,
    bugs=BUGS,
    trials=trials,
    axes={"logits": "B R C K", "pictures": "B R C"},
)
