"""From scores to weights to the context, with padding."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import DotAttention

STATEMENT = r"""
Turn scores into weights, and weights into a context. `e` $(B, S)$ are the scores of one output,
`mask` $(B, S)$ is True where the source has a real symbol, and `h` $(B, S, D)$ are the encoder's
outputs; what stands there at padded places is anybody's guess.

$$
\alpha_j = \frac{\exp(e_j)}{\sum_{j'} \exp(e_{j'})}, \qquad w = \sum_j \alpha_j\, h_j
$$

Both sums run over the *real* places. Return `alpha, w`, $(B, S)$ and $(B, D)$, with $\alpha_j = 0$
at padded places. The scores may be large: 1000 must not overflow. Leave the arguments as they are.
"""

HINTS = (
    "Padding must be out before the softmax: what has the score $-\\infty$ gets $\\exp(-\\infty) = "
    "0$, and the others share the whole. `np.where(mask, e, -np.inf)`.",
    "Subtract the largest score of each sequence first: the fraction stays as it is, and no "
    "`exp` is larger than 1. `e.max(axis=1, keepdims=True)`.",
    "The context is a product for each sequence: `(alpha[:, :, None] * h).sum(axis=1)`, or "
    '`np.einsum("bs,bsd->bd", alpha, h)`.',
)


def attend(e, mask, h):
    e = np.where(mask, e, -np.inf)
    p = np.exp(e - e.max(axis=1, keepdims=True))
    alpha = p / p.sum(axis=1, keepdims=True)
    w = (alpha[:, :, None] * h).sum(axis=1)
    return alpha, w


BUGS = (
    Bug("np.where(mask, e, -np.inf)", "np.where(mask, e, 0)",
        "A padded place has the score 0, and $\\exp(0) = 1$ is no small weight. Its score must be "
        "$-\\infty$."),
    Bug("np.where(mask, e, -np.inf)", "e",
        "Padding gets a share of the weight: the mask is not used."),
    Bug("np.where(mask, e, -np.inf)", "np.where(mask, -np.inf, e)",
        "The mask is turned round: True stands for a real symbol."),
    Bug("    e = np.where(mask, e, -np.inf)\n    p = np.exp(e - e.max(axis=1, keepdims=True))\n"
        "    alpha = p / p.sum(axis=1, keepdims=True)\n",
        "    p = np.exp(e - e.max(axis=1, keepdims=True))\n"
        "    alpha = mask * p / p.sum(axis=1, keepdims=True)\n",
        "The mask comes after the softmax: then the weights of the real places no longer add up "
        "to 1. Padding must be out before."),
    Bug("np.exp(e - e.max(axis=1, keepdims=True))", "np.exp(e)",
        "Large scores overflow: $\\exp(1000)$ is infinite. Subtract the largest score first."),
    Bug("p / p.sum(axis=1, keepdims=True)", "p / p.sum(axis=0, keepdims=True)",
        "The weights of each *source* add up to 1: sum over the places, axis 1, not over the "
        "batch."),
    Bug("p / p.sum(axis=1, keepdims=True)", "p",
        "The sum below the fraction is missing: the weights of a sequence add up to 1."),
    Bug("(alpha[:, :, None] * h).sum(axis=1)", "(alpha[:, :, None] * h).mean(axis=1)",
        "The weights add up to 1 already: the context is a sum, not a mean."),
    Bug("(alpha[:, :, None] * h).sum(axis=1)", "h[np.arange(len(h)), alpha.argmax(axis=1)]",
        "This takes the place with the largest weight alone. The context is a sum over all, so "
        "that it has a derivative."),
)  # fmt: skip
RULES = {
    "alpha": "It is the softmax of the scores along axis 1, padding having the score −∞.",
    "w": "It is $\\sum_j \\alpha_j h_j$, one row of $D$ numbers for each sequence.",
}


def trials():
    """Without padding, with padding, and with large scores."""
    return [_trial(1, 3, 2, 1), _trial(3, 4, 2, 1), _trial(2, 5, 3, 700)]


def _trial(B, S, D, scale):
    rng = np.random.default_rng([B, S, scale])
    e, h = rng.normal(size=(B, S)) * scale, rng.normal(size=(B, S, D))
    lengths = np.maximum(1, S - np.arange(B))
    mask = np.arange(S) < lengths[:, None]
    layer = DotAttention(S)
    keys = np.repeat(np.eye(S)[:, None], B, axis=1)  # q_t · k_j = e_j
    w, tape = layer.forward(e[None], keys, np.ascontiguousarray(h.swapaxes(0, 1)), mask.T)
    return Trial(
        arguments=(e, mask, h),
        names=("e", "mask", "h"),
        returns={"alpha": (B, S), "w": (B, D)},
        answers={"alpha": np.array(tape["alpha"][0]), "w": np.array(w[0])},
        rules=RULES,
    )


attend = Exercise(
    "from scores to the context",
    statement=STATEMENT,
    hints=HINTS,
    solution=attend,
    bugs=BUGS,
    trials=trials,
    axes={"e": "B S", "mask": "B S", "h": "B S D"},
)
