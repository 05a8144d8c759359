"""One step of a GRU without a reset gate, backward."""

import numpy as np

from rnnlib.cells import SimpleGRUCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
Undo one step of the GRU without a reset gate. Forward it was

$$
\begin{aligned}
u &= \sigma(x W_u + h^- U_u + b_u) \\
n &= \tanh(x W_n + h^- U_n + b_n) \\
h &= u \odot n + (1 - u) \odot h^-
\end{aligned}
$$

What arrives is $\partial L/\partial h$ (`dh`), $(B, H)$. You hold `u` and `n` as the step left
them; `W` $(D, 2H)$ and `U` $(H, 2H)$ have the blocks $u, n$.
Return `dx, dh_, dW, dU, db`, each with the shape of what it belongs to. Leave the arguments as they
are.
"""

HINTS = (
    "$h$ is a weighted mean, and $u$ stands in it twice: "
    "$\\partial L/\\partial u = \\partial L/\\partial h \\odot (n - h^-)$.",
    "With $s = \\sigma(z)$ the slope is $s (1 - s)$, with $y = \\tanh(z)$ it is $1 - y^2$. Put "
    "`dz_u` and `dz_n` side by side: `dz = np.concatenate((dz_u, dz_n), axis=1)`.",
    "$h^-$ is used in two places: kept by $h$, and seen by gate and candidate. "
    "`dh_ = dh * (1 - u) + dz @ U.T`. The rest is one line each, as for every $x W + h^- U + b$.",
)


def step_back(dh, u, n, x, h_, W, U):
    du, dn = dh * (n - h_), dh * u
    dz_u = du * u * (1 - u)
    dz_n = dn * (1 - n**2)
    dz = np.concatenate((dz_u, dz_n), axis=1)
    dh_ = dh * (1 - u) + dz @ U.T
    dx = dz @ W.T
    dW, dU, db = x.T @ dz, h_.T @ dz, dz.sum(0)
    return dx, dh_, dW, dU, db


BUGS = (
    Bug("dh * (n - h_)", "dh * n",
        "$u$ stands in $h$ twice: it lets $n$ in, and it takes $h^-$ away. So "
        "$\\partial h/\\partial u = n - h^-$."),
    Bug("dh * (n - h_)", "dh * (h_ - n)",
        "The sign of `du`: here $u$ writes, so a larger $u$ moves $h$ towards $n$. Yours is that "
        "of the other convention."),
    Bug("dh * u\n", "dh * (1 - u)\n",
        "The candidate enters with the weight $u$: here $u$ writes. Yours is the other "
        "convention."),
    Bug("dh * u\n", "dh\n", "The weight $u$ of the candidate is missing: `dn = dh * u`."),
    Bug("du * u * (1 - u)", "du", "σ′ is missing: $u = \\sigma(z_u)$, so its slope $u (1 - u)$ "
        "belongs to $dz_u$."),
    Bug("du * u * (1 - u)", "du * np.exp(-u) / (1 + np.exp(-u))**2",
        "σ′ is applied to the activation: $u$ is σ(z) already, so the slope is $u (1 - u)$."),
    Bug("du * u * (1 - u)", "du * (1 - u**2)", "$u$ comes from σ, whose slope is $u (1 - u)$."),
    Bug("dn * (1 - n**2)", "dn", "tanh′ is missing: $n = \\tanh(z_n)$."),
    Bug("dn * (1 - n**2)", "dn * (1 - np.tanh(n)**2)",
        "tanh′ is applied to the activation: $n$ is tanh(z) already, so the slope is $1 - n^2$."),
    Bug("dn * (1 - n**2)", "dn * n * (1 - n)", "$n$ comes from tanh, whose slope is $1 - n^2$."),
    Bug("(dz_u, dz_n)", "(dz_n, dz_u)", "Blocks swapped: they are $u, n$."),
    Bug("dh * (1 - u) + dz @ U.T", "dz @ U.T",
        "The kept part is missing: $h$ holds $(1 - u) \\odot h^-$. Without this term the gradient "
        "loses the GRU's long road."),
    Bug("dh * (1 - u) + dz @ U.T", "dh * (1 - u)",
        "Gate and candidate saw $h^-$, too: add $dz\\, U^\\top$."),
    Bug("dh * (1 - u) + dz @ U.T", "dh * u + dz @ U.T",
        "What is kept of $h^-$ has the weight $1 - u$, not $u$."),
    Bug("dh * (1 - u) + dz @ U.T", "dh + dz @ U.T",
        "Only a share of $h^-$ is kept: its weight is $1 - u$."),
    Bug("h_.T @ dz", "(u * n + (1 - u) * h_).T @ dz",
        "Off by one: gate and candidate saw the old state, so $dU = (h^-)^\\top dz$."),
    Bug("dz.sum(0)", "dz.mean(0)", "`db` is the sum over the batch, not the mean."),
)  # fmt: skip

RULES = {
    "db, gate u": "It is `dh * (n - h_)` times the slope of σ, $u (1 - u)$.",
    "db, gate n": "It is `dh * u` times the slope of tanh, $1 - n^2$.",
    "dh_": "It is `dh * (1 - u)` plus $dz\\, U^\\top$.",
    "dx": "It is $dz\\, W^\\top$.",
    "dW": "It is $x^\\top dz$.",
    "dU": "It is $(h^-)^\\top dz$.",
}


def trials():
    """Steps of different shapes, the right answers given by the backward run of the cell."""
    return [_trial(*sizes) for sizes in ((1, 2, 3), (4, 3, 2))]


def _trial(B, D, H):
    rng = np.random.default_rng([B, D, H])
    cell = SimpleGRUCell(D, H, rng=rng)
    cell.params["b"] += rng.normal(size=2 * H)
    layer = Recurrent(cell)
    x, h_, dh = (rng.normal(size=(B, n)) for n in (D, H, H))
    _, tape = layer.forward(x[None], (h_,))
    dx, (dh_,), grads = layer.backward(tape, None, (dh,))
    W, U = (np.array(cell.params[name]) for name in "WU")
    db_u, db_n = np.split(grads["b"], 2)
    return Trial(
        arguments=(dh, np.array(tape["u"][0]), np.array(tape["n"][0]), x, h_, W, U),
        names=("dh", "u", "n", "x", "h_", "W", "U"),
        returns={
            "dx": x.shape, "dh_": h_.shape, "dW": W.shape, "dU": U.shape, "db": (2 * H,),
        },
        answers={
            "db, gate u": db_u, "db, gate n": db_n, "dh_": dh_, "dx": dx[0],
            "dW": grads["W"], "dU": grads["U"],
        },
        rules=RULES,
        gates=("u", "n"),
    )  # fmt: skip


simple_gru_step_back = Exercise(
    "one step of a GRU without reset, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=step_back,
    bugs=BUGS,
    trials=trials,
    axes={"dh": "B H", "u": "B H", "n": "B H", "x": "B D", "h_": "B H", "W": "D 2H", "U": "H 2H"},
)
