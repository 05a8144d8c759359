"""The scores of additive attention for one output."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import AdditiveAttention

STATEMENT = r"""
Write the scores of additive attention for one output. `q` $(B, Q)$ is the decoder's state, `h`
$(B, S, D)$ are the $S$ outputs of the encoder; `W_a` is $(Q, A)$, `U_a` $(D, A)$ and `v_a` $(A,)$.

$$
e_j = \tanh(q\, W_a + h_j\, U_a) \cdot v_a
$$

Return `e`, $(B, S)$: for each sequence a score for each place of its source. Leave the arguments as
they are.
"""

HINTS = (
    "`h @ U_a` is $(B, S, A)$, all places at once. `q @ W_a` is $(B, A)$: it is the same for all "
    "places, so it needs an axis of size 1 where they stand.",
    "`(q @ W_a)[:, None]` is $(B, 1, A)$; added to $(B, S, A)$ it is repeated along $S$.",
    "After the tanh the last axis holds $A$ numbers for each place; `@ v_a` makes one of them.",
)


def additive_scores(q, h, W_a, U_a, v_a):
    m = np.tanh((q @ W_a)[:, None] + h @ U_a)
    return m @ v_a


BUGS = (
    Bug("np.tanh((q @ W_a)[:, None] + h @ U_a)", "(q @ W_a)[:, None] + h @ U_a",
        "tanh is missing. Without it $q$ adds the same to all scores of a sequence, and the "
        "softmax takes that out again: the weights would not depend on what is being written."),
    Bug("np.tanh((q @ W_a)[:, None] + h @ U_a)", "np.tanh((q @ W_a)[:, None]) + np.tanh(h @ U_a)",
        "One tanh, around the sum: apart, query and key never meet, and the weights would not "
        "depend on what is being written."),
    Bug("np.tanh((q @ W_a)[:, None] + h @ U_a)", "np.tanh(h @ U_a)",
        "The query is missing: add $q\\, W_a$, or every output looks at the same places."),
    Bug("np.tanh((q @ W_a)[:, None] + h @ U_a)", "np.tanh((q @ W_a)[:, None] * (h @ U_a))",
        "Query and key are multiplied. In *additive* attention they are added."),
    Bug("m @ v_a", "np.tanh(m @ v_a)",
        "The tanh comes before $v_a$. A score is not squashed: it may be of any size."),
    Bug("m @ v_a", "m.sum(2)", "$v_a$ is missing: the $A$ numbers are weighed by it."),
    Bug("m @ v_a", "(lambda e: np.exp(e) / np.exp(e).sum(1, keepdims=True))(m @ v_a)",
        "These are the weights already. Here the scores are asked for, before the softmax."),
)  # fmt: skip

RULES = {"e": "It is `np.tanh((q @ W_a)[:, None] + h @ U_a) @ v_a`."}


def trials():
    """Sizes that differ, the right answers from the layer."""
    return [_trial(*sizes) for sizes in ((1, 3, 2, 2, 4), (3, 4, 5, 2, 3))]


def _trial(B, S, Q, D, A):
    rng = np.random.default_rng([B, S, Q])
    layer = AdditiveAttention(Q, D, A, rng=rng)
    q, h = rng.normal(size=(B, Q)), rng.normal(size=(B, S, D))
    _, tape = layer.forward(q[None], h.swapaxes(0, 1))
    W_a, U_a, v_a = (np.array(layer.params[name]) for name in ("W_a", "U_a", "v_a"))
    return Trial(
        arguments=(q, h, W_a, U_a, v_a),
        names=("q", "h", "W_a", "U_a", "v_a"),
        returns={"e": (B, S)},
        answers={"e": np.array(tape["e"][0])},
        rules=RULES,
    )


additive_scores = Exercise(
    "the scores of additive attention",
    statement=STATEMENT,
    hints=HINTS,
    solution=additive_scores,
    bugs=BUGS,
    trials=trials,
    axes={"q": "B Q", "h": "B S D", "W_a": "Q A", "U_a": "D A", "v_a": "A"},
)
