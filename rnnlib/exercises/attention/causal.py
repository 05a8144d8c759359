"""Self-attention that does not look ahead."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import CausalSelfAttention
from rnnlib.ops import softmax

STATEMENT = r"""
Write self-attention for a writer: step $t$ may look at the steps $1 \dots t$ and no later one. `x`
$(T, D)$ is one sequence; `W_q`, `W_k`, `W_v` are $(D, H)$.

$$
q = x W_q, \quad k = x W_k, \quad v = x W_v, \qquad
y_t = \sum_{j \le t} \alpha_{tj}\, v_j, \quad \alpha_t = \mathrm{softmax}_{j \le t}\,
\frac{q_t \cdot k_j}{\sqrt H}
$$

Return `y`, $(T, H)$. `softmax` (along the last axis) and `np` are there. Leave the arguments as
they are.
"""

HINTS = (
    "All scores at once: `q @ k.T / np.sqrt(H)` is $(T, T)$, row $t$ for the looks of step $t$.",
    "What lies above the diagonal is the future: give it the score $-\\infty$. "
    "`np.triu(np.full((T, T), -np.inf), 1)` holds just that.",
    "`softmax(scores + future) @ v`: one product makes all outputs.",
)


def causal(x, W_q, W_k, W_v):
    q, k, v = x @ W_q, x @ W_k, x @ W_v
    T, H = q.shape
    future = np.triu(np.full((T, T), -np.inf), 1)
    return softmax(q @ k.T / np.sqrt(H) + future) @ v


BUGS = (
    Bug(" + future", "", "Your steps look ahead: the scores of later steps must be $-\\infty$."),
    Bug("-np.inf), 1)", "-np.inf), 0)",
        "A step must see itself, too: block what lies *above* the diagonal, `np.triu(…, 1)`."),
    Bug("np.triu(np.full((T, T), -np.inf), 1)", "np.tril(np.full((T, T), -np.inf), -1)",
        "The past is blocked instead of the future: row $t$ may look at the columns up to $t$."),
    Bug("softmax(q @ k.T / np.sqrt(H) + future) @ v",
        "np.tril(softmax(q @ k.T / np.sqrt(H))) @ v",
        "The future is cut away after the softmax: then the weights that are left no longer add up "
        "to 1. It must be out before."),
    Bug("q @ k.T / np.sqrt(H)", "q @ k.T", "The scale is missing: divide by $\\sqrt H$."),
    Bug("q @ k.T / np.sqrt(H)", "q @ k.T / H", "Divide by the *root* of $H$."),
    Bug("q @ k.T / np.sqrt(H)", "k @ q.T / np.sqrt(H)",
        "Queries and keys have changed places: row $t$ belongs to the query of step $t$."),
    Bug(") @ v", ") @ k", "The mean is of the values $v$, not of the keys."),
)  # fmt: skip

RULES = {"y": "It is `softmax(q @ k.T / np.sqrt(H) + future) @ v`, the future being −∞."}


def trials():
    """Sequences of different length, the right answers from the layer."""
    return [_trial(*sizes) for sizes in ((3, 2, 4), (5, 3, 2))]


def _trial(T, D, H):
    rng = np.random.default_rng([T, D, H])
    layer = CausalSelfAttention(D, H, rng=rng)
    for array in layer.params.values():
        array *= 2
    x = rng.normal(size=(T, D))
    y, _ = layer.forward(x[:, None])
    W = (np.array(layer.params[name]) for name in ("W_q", "W_k", "W_v"))
    return Trial(
        arguments=(x, *W),
        names=("x", "W_q", "W_k", "W_v"),
        returns={"y": (T, H)},
        answers={"y": np.array(y[:, 0])},
        rules=RULES,
    )


causal = Exercise(
    "self-attention that does not look ahead",
    statement=STATEMENT,
    hints=HINTS,
    solution=causal,
    bugs=BUGS,
    trials=trials,
    axes={"x": "T D", "W_q": "D H", "W_k": "D H", "W_v": "D H"},
)
