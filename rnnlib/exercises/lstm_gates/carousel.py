"""The gradient along the cell state: a product of forget gates."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
An LSTM has run for $T$ steps; `f` $(T, B, H)$ are its forget gates, `f[k - 1]` those of step $k$.
Return an array of the same shape that holds, for every $k$ from 1 to $T$,

$$\frac{\partial c_T}{\partial c_k} = \prod_{s=k+1}^{T} f_s$$

along the carry, in place `k - 1`. The last one is 1: $c_T$ is itself.
"""

HINTS = (
    "From right to left each factor is met once: "
    "$\\partial c_T / \\partial c_k = \\partial c_T / \\partial c_{k+1} \\odot f_{k+1}$.",
    "Begin with `carried = np.ones_like(f)` and walk with `reversed(range(len(f) - 1))`.",
    "Place `k` holds what the step after it still has to pass: "
    "`carried[k] = carried[k + 1] * f[k + 1]`.",
)


def carousel(f):
    carried = np.ones_like(f)
    for k in reversed(range(len(f) - 1)):
        carried[k] = carried[k + 1] * f[k + 1]
    return carried


BUGS = (
    Bug("* f[k + 1]", "* f[k]",
        "Off by one: $f_k$ scales what comes *into* step $k$. From $c_k$ on, the first factor is "
        "that of the next step, `f[k + 1]`."),
    Bug("np.ones_like(f)", "f.copy()",
        "Off by one: the last place is $\\partial c_T / \\partial c_T = 1$; no gate stands "
        "between a value and itself."),
    Bug("carried[k] = carried[k + 1] * f[k + 1]", "carried[k] = f[k + 1]",
        "This is one step's share. On the way from $c_T$ to $c_k$ all shares are multiplied."),
    Bug("carried[k + 1] * f[k + 1]", "carried[k + 1] + f[k + 1]",
        "The shares are added up. Each step keeps a share of a share: multiply."),
    Bug("carried[k + 1] * f[k + 1]", "carried[k + 1] * (1 - f[k + 1])",
        "$1 - f$ is what is lost. What goes on is $f$."),
    Bug("return carried", "return np.cumprod(f, axis=0)",
        "This product begins at the first step: it is $\\partial c_k / \\partial c_0$. The one "
        "asked for ends at the last step."),
    Bug("return carried",
        "return np.cumprod(np.concatenate((np.ones_like(f[:1]), f[:-1])), axis=0)",
        "This product begins at the first step. The one asked for goes from step $k + 1$ to the "
        "last step."),
    Bug("return carried", "return np.cumprod(f[::-1], axis=0)[::-1]",
        "Off by one: your product for $c_k$ begins with $f_k$, which scales what comes *into* "
        "step $k$. The first factor is that of the next step, and the last place is 1."),
    Bug("np.ones_like(f)", "np.zeros_like(f)",
        "A product that begins with 0 stays 0. The last place is $\\partial c_T / \\partial c_T "
        "= 1$."),
)  # fmt: skip

RULES = {"carried": "Each place is the next one times the next forget gate."}


def trials():
    """Runs without side roads, U = 0, whose adjoints `Recurrent.backward` has computed."""
    return [_trial(*sizes) for sizes in ((2, 1, 1), (6, 2, 3))]


def _trial(T, B, H):
    rng = np.random.default_rng([T, B, H])
    layer = Recurrent(LSTMCell(2, H, rng=rng))
    layer.params["U"][:] = 0
    _, tape = layer.forward(rng.normal(size=(T, B, 2)))
    layer.backward(tape, None, (None, np.ones((B, H))))
    return Trial(
        arguments=(np.array(tape["f"]),),
        names=("f",),
        returns={"carried": (T, B, H)},
        answers={"carried": np.array(tape.back["c"])},
        rules=RULES,
        steps=True,
    )


carousel = Exercise(
    "the error on the carousel",
    statement=STATEMENT,
    hints=HINTS,
    solution=carousel,
    bugs=BUGS,
    trials=trials,
    axes={"f": "T B H"},
)
