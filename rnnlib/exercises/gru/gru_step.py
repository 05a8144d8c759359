"""One step of a GRU, forward."""

import numpy as np

from rnnlib.cells import GRUCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent
from rnnlib.ops import sigmoid

STATEMENT = r"""
Write one step of the full GRU for a whole batch. `x` is $(B, D)$ and `h_`, which is $h^-$, is
$(B, H)$. The columns of `W` $(D, 3H)$, `U` $(H, 3H)$ and `b` $(3H,)$ are three blocks, in the order
$r, u, n$.

$$
\begin{aligned}
r &= \sigma(x W_r + h^- U_r + b_r) \\
u &= \sigma(x W_u + h^- U_u + b_u) \\
n &= \tanh(x W_n + (r \odot h^-)\, U_n + b_n) \\
h &= u \odot n + (1 - u) \odot h^-
\end{aligned}
$$

Return `h, (r, u, n)`. `sigmoid` and `np` are there. Leave the arguments as they are.
"""

HINTS = (
    "`np.split(W, 3, axis=1)` cuts `W` into the blocks of $r$, $u$ and $n$; `U` likewise, and `b` "
    "with `axis=0`. Then each equation is one line.",
    "The candidate comes after $r$, and sees the old state through it: the product with $U_n$ is "
    "that of `r * h_`.",
    "The new state is a weighted mean. Here $u$ is the weight of what is new: "
    "`h = u * n + (1 - u) * h_`.",
)


def step(x, h_, W, U, b):
    W_r, W_u, W_n = np.split(W, 3, axis=1)
    U_r, U_u, U_n = np.split(U, 3, axis=1)
    b_r, b_u, b_n = np.split(b, 3)
    r = sigmoid(x @ W_r + h_ @ U_r + b_r)
    u = sigmoid(x @ W_u + h_ @ U_u + b_u)
    n = np.tanh(x @ W_n + (r * h_) @ U_n + b_n)
    h = u * n + (1 - u) * h_
    return h, (r, u, n)


_ROWS = "(r * h_) @ U_n"
BUGS = (
    Bug("u * n + (1 - u) * h_", "(1 - u) * n + u * h_",
        "Your update gate keeps; here it writes. Yours is the convention of PyTorch and Keras, "
        "whose gate is our $1 - u$."),
    Bug("u * n + (1 - u) * h_", "u * n + h_",
        "The old state must make room: $(1 - u) \\odot h^-$."),
    Bug("u * n + (1 - u) * h_", "u * n + (1 - u) * (r * h_)",
        "$r$ hides the old state from the candidate alone. What is kept is all of $h^-$."),
    Bug("u * n + (1 - u) * h_", "u * n", "The old state is gone: add $(1 - u) \\odot h^-$."),
    Bug(_ROWS, "r * (h_ @ U_n)",
        "Reset after the product, as in PyTorch and Keras. Here $r$ comes before it: "
        "`(r * h_) @ U_n`."),
    Bug(f"{_ROWS} + b_n", "r * (h_ @ U_n + b_n)",
        "Reset after the product, and the bias inside with it. Here $r$ comes before the product "
        "and weighs the old state alone: `(r * h_) @ U_n + b_n`."),
    Bug(_ROWS, "h_ @ U_n", "The reset gate is not used: the candidate sees $r \\odot h^-$."),
    Bug("x @ W_n + (r * h_) @ U_n", "r * (x @ W_n) + h_ @ U_n",
        "The reset gate weighs the input. It weighs the old state: $r \\odot h^-$."),
    Bug("x @ W_n + (r * h_) @ U_n + b_n", "r * (x @ W_n + h_ @ U_n + b_n)",
        "The reset gate weighs the whole sum. It weighs the old state alone: $r \\odot h^-$."),
    Bug(_ROWS, "((1 - r) * h_) @ U_n", "$r = 1$ shows the old state, $r = 0$ hides it: `r * h_`."),
    Bug("np.tanh(x @ W_n", "sigmoid(x @ W_n",
        "The candidate is squashed by σ, which is never negative: use tanh."),
    Bug("np.tanh(x @ W_n + (r * h_) @ U_n + b_n)", "x @ W_n + (r * h_) @ U_n + b_n",
        "tanh is missing: the candidate is $\\tanh$ of its sum."),
    Bug("W_r, W_u, W_n = np", "W_u, W_r, W_n = np",
        "Gates swapped: the first block of columns of `W` is $r$, the second $u$."),
    Bug("U_r, U_u, U_n = np", "U_u, U_r, U_n = np",
        "Gates swapped: the first block of columns of `U` is $r$, the second $u$."),
    Bug("return h, (r, u, n)", "return h, (u, r, n)",
        "The gates come back in another order: `h, (r, u, n)`."),
    Bug("r = sigmoid(x @ W_r + h_ @ U_r + b_r)\n    u =",
        "r = sigmoid(x @ W_u + h_ @ U_u + b_u)\n    u = sigmoid(x @ W_r + h_ @ U_r + b_r)\n    _ =",
        "Gates swapped: the first of the three blocks of `W`, `U` and `b` is $r$, the second $u$."),
    Bug("h_ @ U_u", "(r * h_) @ U_u",
        "The reset gate hides the old state from the candidate alone: $u$ sees all of $h^-$."),
    Bug("return h, (r, u, n)", "return n, (r, u, n)",
        "You return the candidate. The new state is its mean with the old one."),
    Bug(" + b_r)", ")", "The bias of $r$ is missing."),
    Bug(" + b_u)", ")", "The bias of $u$ is missing."),
    Bug(" + b_n)", ")", "The bias of $n$ is missing."),
)  # fmt: skip

RULES = {
    "r": "It is σ of $x W + h^- U + b$ with the first block of columns of each.",
    "u": "It is σ of $x W + h^- U + b$ with the second block of columns of each.",
    "n": "It is tanh of $x W + (r \\odot h^-) U + b$ with the last block of columns of each.",
    "h": "It is $u \\odot n + (1 - u) \\odot h^-$.",
}


def trials():
    """Steps of different shapes, the right answers read from the tape of a `GRUCell`."""
    return [_trial(*sizes) for sizes in ((1, 1, 2), (2, 3, 4), (5, 2, 3))]


def _trial(B, D, H):
    rng = np.random.default_rng([B, D, H])
    cell = GRUCell(D, H, rng=rng)
    cell.params["b"] += rng.normal(size=3 * H)
    x, h_ = (rng.normal(size=(B, n)) for n in (D, H))
    _, tape = Recurrent(cell).forward(x[None], (h_,))
    W, U, b = (np.array(cell.params[name]) for name in "WUb")
    return Trial(
        arguments=(x, h_, W, U, b),
        names=("x", "h_", "W", "U", "b"),
        returns=dict.fromkeys(("h", "r", "u", "n"), (B, H)),
        answers={name: np.array(tape[name][0]) for name in RULES},
        rules=RULES,
    )


gru_step = Exercise(
    "one step of a GRU",
    statement=STATEMENT,
    hints=HINTS,
    solution=step,
    bugs=BUGS,
    trials=trials,
    axes={"x": "B D", "h_": "B H", "W": "D 3H", "U": "H 3H", "b": "3H"},
)
