"""The unrolled graph, forward, with a set of parameters for every step."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Linear, PerStep, Recurrent

STATEMENT = r"""
Write the forward pass of the unrolled graph in which every step has parameters of its own. They
come stacked along a first axis of sets: `W` $(N, D, H)$, `U` $(N, H, H)$, `b` $(N, H)$, `V`
$(N, H, K)$, `b_y` $(N, K)$. `x` is $(T, B, D)$ with $T \le N$, and the state before the first step
is zero. Python counts from 0: `x[t]` goes with `W[t]`, `U[t]`, `b[t]`, `V[t]` and `b_y[t]`.

$$
\begin{aligned}
h_t &= \tanh(x_t W_t + h_{t-1} U_t + b_t) \\
s_t &= h_t V_t + b_{y,t}
\end{aligned}
$$

Return `h` $(T, B, H)$ and `s` $(T, B, K)$. Leave the arguments as they are.
"""

HINTS = (
    "One loop over the steps, one name `h` for the state that is handed on, and two lists, one for "
    "the states and one for the scores.",
    "Before the loop, `h = np.zeros((B, H))`. In it, compute the new `h` from the old one, put it "
    "on its list, and only then read it out.",
    "`h = np.tanh(x[t] @ W[t] + h @ U[t] + b[t])`, then `s = h @ V[t] + b_y[t]`; at the end "
    "`np.stack` both lists.",
)


def unrolled(x, W, U, b, V, b_y):
    h = np.zeros((x.shape[1], W.shape[2]))
    states, scores = [], []
    for t in range(len(x)):
        h = np.tanh(x[t] @ W[t] + h @ U[t] + b[t])
        states.append(h)
        scores.append(h @ V[t] + b_y[t])
    return np.stack(states), np.stack(scores)


BUGS = (
    Bug("x[t] @ W[t] + h @ U[t] + b[t]", "x[t] @ W[0] + h @ U[0] + b[0]",
        "Every step uses the first set. That is the shared network; here step $t$ has its own, "
        "`W[t]`, `U[t]`, `b[t]`."),
    Bug("h @ V[t] + b_y[t]", "h @ V[0] + b_y[0]",
        "The readout always uses the first set: `V[t]` and `b_y[t]`."),
    Bug("x[t] @ W[t] + h @ U[t] + b[t]", "x[t] @ W[-1] + h @ U[-1] + b[-1]",
        "Every step uses the last set."),
    Bug("x[t] @ W[t] + h @ U[t] + b[t]", "x[t] @ W[t - 1] + h @ U[t - 1] + b[t - 1]",
        "Off by one: `x[t]` meets the set of the step before. It goes with `W[t]`, `U[t]`, …"),
    Bug("h @ U[t]", "h @ U[t].T",
        "`U` is transposed: states are rows here, $h_{t-1} U_t$, so it is `h @ U[t]`."),
    Bug("x[t] @ W[t] + h @ U[t] + b[t]", "x[t] @ W[t] + h @ U[t - 1] + b[t]",
        "Off by one: $U$ of the step before. The weights that bring $h_{t-1}$ into step $t$ belong "
        "to step $t$."),
    Bug("h = np.tanh(x[t] @ W[t] + h @ U[t] + b[t])",
        "h = np.tanh(x[t] @ W[t] + 0 * h @ U[t] + b[t])",
        "The state is not carried: each step starts from zero. The old `h` must enter through "
        "$U_t$."),
    Bug("""        states.append(h)
        scores.append(h @ V[t] + b_y[t])
""", """        scores.append(h @ V[t] + b_y[t])
        states.append(np.zeros_like(h) if t == 0 else past)
        past = h
""",
        "Off by one: your `h` are the states *before* each step, $h_0 \\dots h_{T-1}$. Put the new "
        "state on the list."),
    Bug("""        h = np.tanh(x[t] @ W[t] + h @ U[t] + b[t])
        states.append(h)
        scores.append(h @ V[t] + b_y[t])
""", """        scores.append(h @ V[t] + b_y[t])
        h = np.tanh(x[t] @ W[t] + h @ U[t] + b[t])
        states.append(h)
""",
        "The old state is read out: $s_t$ belongs to $h_t$, which has already seen $x_t$."),
    Bug(" + b[t]", "", "The bias is missing: `+ b[t]`."),
    Bug(" + b_y[t]", "", "The output bias is missing: `+ b_y[t]`."),
    Bug("h = np.tanh(x[t] @ W[t] + h @ U[t] + b[t])", "h = x[t] @ W[t] + h @ U[t] + b[t]",
        "tanh is missing: $h = \\tanh(\\dots)$."),
    Bug("np.stack(scores)", "np.exp(scores) / np.exp(scores).sum(axis=2, keepdims=True)",
        "These are probabilities already. The scores go out as they are; the softmax comes later."),
    Bug("h @ V[t] + b_y[t]", "np.tanh(h @ V[t] + b_y[t])",
        "The scores are squashed. They may be any number; the softmax comes later."),
    Bug("for t in range(len(x)):", "for t in reversed(range(len(x))):",
        "You walk backward through time: the first state must come from the first input."),
)  # fmt: skip

RULES = {
    "h": "It is $\\tanh(x_t W_t + h_{t-1} U_t + b_t)$, from the $h$ of the step before.",
    "s": "It is $h_t V_t + b_{y,t}$, of the new $h$.",
}


def trials():
    """Runs of different shapes, one shorter than there are sets; the answers are `PerStep`'s."""
    return [
        _trial(*sizes) for sizes in ((1, 1, 1, 1, 1, 1), (4, 4, 2, 3, 3, 3), (3, 5, 2, 4, 3, 2))
    ]


def _trial(T, N, B, D, H, K):
    rng = np.random.default_rng([T, B, D, H])
    cells = PerStep([Recurrent(VanillaCell(D, H, rng=rng)) for _ in range(N)])
    readouts = PerStep([Linear(H, K, rng=rng) for _ in range(N)])
    for layer in (*cells.layers, *readouts.layers):
        layer.params["b"] += rng.normal(size=layer.params["b"].shape)
    x = rng.normal(size=(T, B, D))
    h, _ = cells.forward(x)
    s, _ = readouts.forward(h)
    sets = [
        np.stack([layer.params[name] for layer in part.layers])
        for part, names in ((cells, "WUb"), (readouts, "Vb"))
        for name in names
    ]
    return Trial(
        arguments=(x, *sets),
        names=("x", "W", "U", "b", "V", "b_y"),
        returns={"h": (T, B, H), "s": (T, B, K)},
        answers={"h": h, "s": s},
        rules=RULES,
    )


unrolled_forward = Exercise(
    "the unrolled graph, forward",
    statement=STATEMENT,
    hints=HINTS,
    solution=unrolled,
    bugs=BUGS,
    trials=trials,
    axes={"x": "T B D", "W": "N D H", "U": "N H H", "b": "N H", "V": "N H K", "b_y": "N K"},
)
