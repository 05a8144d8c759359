"""Writing, backward."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.memory.write import add_back, erase_back

STATEMENT = r"""
Go back through a write, $M_t(i) = M_{t-1}(i) \odot (1 - w(i)\, e) + w(i)\, a$. What arrives is
$\partial L/\partial M_t$ (`dM`), $(B, N, M)$; you hold `memory` $= M_{t-1}$, `w` $(B, N)$ and `e`,
`a` $(B, M)$ of the way forward.

Return `dmemory, dw, de, da`, with the shapes of `memory`, `w`, `e` and `a`. Leave the arguments as
they are.
"""

HINTS = (
    "$M_{t-1}$ is multiplied by $1 - w(i)\\, e$, so its gradient is, too: what was erased gets "
    "none.",
    "$e$ acts on all places, $a$ too: their gradients are sums over the places, axis 1. "
    "$\\partial M_t(i) / \\partial e = -w(i)\\, M_{t-1}(i)$.",
    "$w(i)$ stands in both parts: $\\partial L/\\partial w(i) = \\partial L/\\partial M_t(i) "
    "\\cdot \\big(a - M_{t-1}(i) \\odot e\\big)$, a sum over the $M$ numbers, axis 2.",
)


def erase_and_add_back(dM, memory, w, e, a):
    dmemory = dM * (1 - w[:, :, None] * e[:, None])
    dw = (dM * (a[:, None] - memory * e[:, None])).sum(axis=2)
    de = -(w[:, :, None] * dM * memory).sum(axis=1)
    da = (w[:, :, None] * dM).sum(axis=1)
    return dmemory, dw, de, da


BUGS = (
    Bug("dM * (1 - w[:, :, None] * e[:, None])", "dM",
        "What was erased was no longer there to be read: its gradient is multiplied by "
        "$1 - w(i)\\, e$."),
    Bug("dM * (1 - w[:, :, None] * e[:, None])", "dM * w[:, :, None] * e[:, None]",
        "Turned round: the gradient of what *stays*, $1 - w(i)\\, e$, goes on to the old memory."),
    Bug("(a[:, None] - memory * e[:, None])", "a[:, None]",
        "$w$ also says where is erased: $-M_{t-1}(i) \\odot e$ is missing."),
    Bug("(a[:, None] - memory * e[:, None])", "(-memory * e[:, None])",
        "$w$ also says where is added: $a$ is missing."),
    Bug("(a[:, None] - memory * e[:, None])", "(a[:, None] + memory * e[:, None])",
        "The sign: more weight erases more, so that part is taken off."),
    Bug("-(w[:, :, None] * dM * memory).sum(axis=1)", "(w[:, :, None] * dM * memory).sum(axis=1)",
        "The sign: $e$ stands in the memory with a minus."),
    Bug("-(w[:, :, None] * dM * memory).sum(axis=1)", "-(w[:, :, None] * dM).sum(axis=1)",
        "The old memory is missing: how much an erase matters depends on what was there."),
    Bug("-(w[:, :, None] * dM * memory).sum(axis=1)", "-(dM * memory).sum(axis=1)",
        "The weighting is missing: a place is erased by its share $w(i)$."),
    Bug("(w[:, :, None] * dM).sum(axis=1)\n", "dM.sum(axis=1)\n",
        "The weighting is missing: each place got $w(i)\\, a$."),
    Bug("(w[:, :, None] * dM).sum(axis=1)\n", "(w[:, :, None] * dM).mean(axis=1)\n",
        "Every place has its part in the gradient: a sum, not a mean."),
)  # fmt: skip

RULES = {
    "dmemory": "It is `dM * (1 - w[:, :, None] * e[:, None])`.",
    "dw": "It is a sum over the $M$ numbers of $\\partial L/\\partial M_t \\odot (a - M_{t-1} e)$.",
    "de": "It is minus the sum over the places of $w\\, M_{t-1} \\odot \\partial L/\\partial M_t$.",
    "da": "It is the sum over the places of $w\\, \\partial L/\\partial M_t$.",
}


def trials():
    """Sizes that differ; the right answers from the machine's own way back."""
    return [_trial(*sizes) for sizes in ((2, 4, 3), (3, 5, 2))]


def _trial(B, N, M):
    rng = np.random.default_rng([B, N, M])
    dM, memory, w = *rng.normal(size=(2, B, N, M)), rng.dirichlet(np.ones(N), size=B)
    e, a = rng.uniform(0.2, 1, (B, M)), rng.normal(size=(B, M))
    dw_add, da = add_back(dM, w[:, None], a[:, None])
    dmemory, dw_erase, de = erase_back(dM, memory, w[:, None], e[:, None])
    dw = dw_add + dw_erase
    return Trial(
        arguments=(dM, memory, w, e, a),
        names=("dM", "memory", "w", "e", "a"),
        returns={"dmemory": (B, N, M), "dw": (B, N), "de": (B, M), "da": (B, M)},
        answers={"dmemory": dmemory, "dw": dw[:, 0], "de": de[:, 0], "da": da[:, 0]},
        rules=RULES,
    )


erase_and_add_back = Exercise(
    "erase and add, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=erase_and_add_back,
    bugs=BUGS,
    trials=trials,
    axes={"dM": "B N M", "memory": "B N M", "w": "B N", "e": "B M", "a": "B M"},
)
