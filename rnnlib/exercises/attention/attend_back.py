"""From the gradient of the context to those of states and scores."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import DotAttention

STATEMENT = r"""
Go back through $\alpha = \mathrm{softmax}(e)$ and $w = \sum_j \alpha_j h_j$. What arrives is
$\partial L/\partial w$ (`dw`), $(B, D)$; you hold `alpha` $(B, S)$ and `h` $(B, S, D)$ of the way
forward.

Return `dh, de`, with the shapes of $h$ and $e$: the gradient that the attention sends straight to
the encoder's outputs, and that of the scores, from where it goes on to query and keys. Leave the
arguments as they are.
"""

HINTS = (
    "$w$ is a sum of products, so each factor gets the other: $\\partial L/\\partial h_j = "
    "\\alpha_j\\, \\partial L/\\partial w$, and $\\partial L/\\partial \\alpha_j = h_j \\cdot "
    "\\partial L/\\partial w$.",
    "Through the softmax: raising one score lowers all other weights, $\\partial \\alpha_k / "
    "\\partial e_j = \\alpha_k (\\delta_{kj} - \\alpha_j)$.",
    "Summed up: $\\partial L/\\partial e_j = \\alpha_j \\big(\\partial L/\\partial \\alpha_j - "
    "\\sum_k \\alpha_k\\, \\partial L/\\partial \\alpha_k\\big)$.",
)


def attend_back(dw, alpha, h):
    dh = alpha[:, :, None] * dw[:, None]
    dalpha = (h * dw[:, None]).sum(axis=2)
    mean = (alpha * dalpha).sum(axis=1, keepdims=True)
    de = alpha * (dalpha - mean)
    return dh, de


BUGS = (
    Bug("alpha[:, :, None] * dw[:, None]", "h * 0 + dw[:, None]",
        "The weight is missing: what was looked at with $\\alpha_j$ gets that share of the "
        "gradient, $\\alpha_j\\, \\partial L/\\partial w$."),
    Bug("alpha * (dalpha - mean)", "alpha * dalpha",
        "The other weights are forgotten: raising one score lowers all others, so the mean "
        "$\\sum_k \\alpha_k\\, \\partial L/\\partial \\alpha_k$ is taken off."),
    Bug("alpha * (dalpha - mean)", "dalpha - mean",
        "The factor $\\alpha_j$ is missing: a weight near 0 hardly moves."),
    Bug("alpha * (dalpha - mean)", "dalpha",
        "This is $\\partial L/\\partial \\alpha$; the softmax is still to be undone."),
    Bug("alpha * (dalpha - mean)", "alpha * (1 - alpha) * dalpha",
        "This is the slope of a weight by its *own* score alone, as for σ. In a softmax every "
        "score moves all weights."),
    Bug("alpha * (dalpha - mean)", "alpha * (dalpha + mean)",
        "The sign: raising one score *lowers* the other weights, so the mean is taken off."),
    Bug("(alpha * dalpha).sum(axis=1, keepdims=True)", "dalpha.mean(axis=1, keepdims=True)",
        "The mean is a weighted one, with the weights $\\alpha_k$."),
    Bug("(alpha * dalpha).sum(axis=1, keepdims=True)", "(alpha * dalpha).sum(axis=0)",
        "The mean is over the places of each source, axis 1, not over the batch."),
)  # fmt: skip

RULES = {
    "dh": "It is $\\alpha_j\\, \\partial L/\\partial w$ at every place.",
    "de": "It is `alpha * (dalpha - (alpha * dalpha).sum(1, keepdims=True))`.",
}


def trials():
    """Sizes that differ, the right answers from the layer's own way back."""
    return [_trial(*sizes) for sizes in ((2, 3, 2), (3, 4, 2))]


def _trial(B, S, D):
    rng = np.random.default_rng([B, S, D])
    e, h, dw = rng.normal(size=(B, S)), rng.normal(size=(B, S, D)), rng.normal(size=(B, D))
    layer = DotAttention(S)
    keys = np.repeat(np.eye(S)[:, None], B, axis=1)  # q_t · k_j = e_j
    _, tape = layer.forward(e[None], keys, np.ascontiguousarray(h.swapaxes(0, 1)))
    _, _, dh, _ = layer.backward(tape, dw[None])
    return Trial(
        arguments=(dw, np.array(tape["alpha"][0]), h),
        names=("dw", "alpha", "h"),
        returns={"dh": (B, S, D), "de": (B, S)},
        answers={"dh": np.array(dh.swapaxes(0, 1)), "de": np.array(tape["de"][0])},
        rules=RULES,
    )


attend_back = Exercise(
    "attention, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=attend_back,
    bugs=BUGS,
    trials=trials,
    axes={"dw": "B D", "alpha": "B S", "h": "B S D"},
)
