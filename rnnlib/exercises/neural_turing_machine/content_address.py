"""The weighting by content: which places look like the key?"""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.memory.content import content_weights
from rnnlib.ops import softmax

STATEMENT = r"""
Find the places that look like the key: equations (5) and (6) for one head. `k` $(B, M)$ are the
keys, `beta` $(B,)$ their strengths, `memory` $(B, N, M)$ are $N$ places of $M$ numbers.

$$
C(i) = \frac{k \cdot M(i)}{\lVert k \rVert\, \lVert M(i) \rVert}, \qquad
w_c(i) = \frac{\exp(\beta\, C(i))}{\sum_j \exp(\beta\, C(j))}
$$

Return `C, w_c`, both $(B, N)$. `softmax` (along the last axis) and `np` are there. No place is
empty, so you need not fear to divide by 0. Leave the arguments as they are.
"""

HINTS = (
    "All products of a key with its places at once: `(memory @ k[:, :, None])[:, :, 0]` is "
    "$(B, N)$.",
    "`np.linalg.norm(memory, axis=2)` are the lengths of all places, $(B, N)$; "
    "`np.linalg.norm(k, axis=1)` those of the keys, $(B,)$, which need one axis more.",
    "A strength for each sequence: `softmax(beta[:, None] * C)`.",
)


def content_address(k, beta, memory):
    dot = (memory @ k[:, :, None])[:, :, 0]
    lengths = np.linalg.norm(k, axis=1)[:, None] * np.linalg.norm(memory, axis=2)
    C = dot / lengths
    w_c = softmax(beta[:, None] * C)
    return C, w_c


BUGS = (
    Bug("dot / lengths", "dot",
        "The lengths are missing. Without them a long row wins over one that points the way the "
        "key does: divide by $\\lVert k \\rVert\\, \\lVert M(i) \\rVert$."),
    Bug("dot / lengths", "dot / np.linalg.norm(memory, axis=2)",
        "The length of the key is missing. A head could then sharpen its weighting by a long key, "
        "and that is what $\\beta$ is for."),
    Bug("dot / lengths", "dot / np.linalg.norm(k, axis=1)[:, None]",
        "The lengths of the places are missing: divide by $\\lVert M(i) \\rVert$, too."),
    Bug("dot / lengths", "dot / lengths**2",
        "The lengths are squared. $\\lVert v \\rVert = \\sqrt{v \\cdot v}$."),
    Bug("np.linalg.norm(memory, axis=2)", "np.linalg.norm(memory, axis=(1, 2))[:, None]",
        "One length for the whole memory. Every place has its own: `axis=2`."),
    Bug("softmax(beta[:, None] * C)", "softmax(C)",
        "The strength is missing: the similarities are multiplied by $\\beta$ before the softmax."),
    Bug("softmax(beta[:, None] * C)", "beta[:, None] * softmax(C)",
        "$\\beta$ comes before the softmax, not after it: here it only scales the weights, which "
        "no longer add up to 1."),
    Bug("softmax(beta[:, None] * C)", "softmax(C / beta[:, None])",
        "$\\beta$ is a strength, not a temperature: it multiplies."),
    Bug("softmax(beta[:, None] * C)", "softmax((beta[:, None] * C).T).T",
        "The weights of each *memory* add up to 1: the softmax is along the places, the last "
        "axis."),
    Bug("softmax(beta[:, None] * C)", "beta[:, None] * C",
        "The softmax is missing: a weighting is positive, and its sum is 1."),
)  # fmt: skip

RULES = {
    "C": "It is the product of key and place, divided by both lengths.",
    "w_c": "It is `softmax(beta[:, None] * C)`, along the places.",
}


def trials():
    """Sizes that differ, and places of very different lengths."""
    return [_trial(*sizes) for sizes in ((1, 4, 2), (3, 5, 4))]


def _trial(B, N, M):
    rng = np.random.default_rng([B, N, M])
    k, beta = rng.normal(size=(B, M)) * 40, rng.uniform(1, 6, B)
    memory = rng.normal(size=(B, N, M)) * rng.uniform(30, 90, (B, N, 1))
    w_c, (C, *_) = content_weights(k[:, None], beta[:, None], memory)
    return Trial(
        arguments=(k, beta, memory),
        names=("k", "beta", "memory"),
        returns={"C": (B, N), "w_c": (B, N)},
        answers={"C": C[:, 0], "w_c": w_c[:, 0]},
        rules=RULES,
    )


content_address = Exercise(
    "addressing by content",
    statement=STATEMENT,
    hints=HINTS,
    solution=content_address,
    bugs=BUGS,
    trials=trials,
    axes={"k": "B M", "beta": "B", "memory": "B N M"},
)
