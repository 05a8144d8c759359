"""One step of an LSTM, forward."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent
from rnnlib.ops import sigmoid

STATEMENT = r"""
Write one step of an LSTM for a whole batch. Row vectors: `x` is $(B, D)$, `h_` and `c_` are $h^-$
and $c^-$, both $(B, H)$. The columns of `W` $(D, 4H)$, `U` $(H, 4H)$ and `b` $(4H,)$ are four
blocks, in the order $i, f, o, g$.

$$
\begin{aligned}
z &= x W + h^- U + b \\
i, f, o &= \sigma(z_i), \sigma(z_f), \sigma(z_o) \\
g &= \tanh(z_g) \\
c &= f \odot c^- + i \odot g \\
m &= \tanh(c) \\
h &= o \odot m
\end{aligned}
$$

Return `h, c, (i, f, o, g, m)`. `sigmoid` and `np` are there. Leave the arguments as they are.
"""

HINTS = (
    "Compute `z` first, all four blocks at once: one line, shape $(B, 4H)$.",
    "`np.split(z, 4, axis=1)` cuts `z` into the four blocks. Only the last one, $g$, is squashed "
    "by tanh: it is what is written, and it may be negative. The others are how much.",
    "The cell state is a weighted sum of the old one and the new candidate. What leaves the cell "
    "is its squashed form, let through by $o$: `m = np.tanh(c)`, then `h = o * m`.",
)


def step(x, h_, c_, W, U, b):
    z = x @ W + h_ @ U + b
    i, f, o, g = np.split(z, 4, axis=1)
    i, f, o = sigmoid(i), sigmoid(f), sigmoid(o)
    g = np.tanh(g)
    c = f * c_ + i * g
    m = np.tanh(c)
    h = o * m
    return h, c, (i, f, o, g, m)


BUGS = (
    Bug("i, f, o, g = np", "i, f, g, o = np",
        "Gates swapped: your last two blocks are $g, o$, as in PyTorch. Here they are $o, g$."),
    Bug("i, f, o, g = np", "f, i, o, g = np",
        "Gates swapped: your first two blocks are $f, i$. Here they are $i, f$."),
    Bug("i, f, o, g = np", "o, f, i, g = np",
        "Gates swapped: $i$ is the first block of columns and $o$ the third."),
    Bug("i, f, o, g = np", "g, i, f, o = np",
        "Gates swapped: the candidate $g$ is the last block of columns, not the first."),
    Bug(" + b", "", "The bias is missing: `+ b`."),
    Bug(" + h_ @ U", "", "The recurrent term is missing: $h^- U$, so nothing of the past enters."),
    Bug("h_ @ U", "c_ @ U", "The gates look at $c^-$. They see $h^-$: `h_ @ U`."),
    Bug("g = np.tanh(g)", "g = sigmoid(g)",
        "The candidate is squashed by σ, which is never negative: use tanh, so that a unit can "
        "be counted down as well as up."),
    Bug("sigmoid(i), sigmoid(f), sigmoid(o)", "np.tanh(i), np.tanh(f), np.tanh(o)",
        "The gate is squashed by tanh. A gate is a share, from 0 to 1: use σ."),
    Bug("sigmoid(i), sigmoid(f), sigmoid(o)", "i, f, o", "σ is missing: a gate is σ of its block."),
    Bug("g = np.tanh(g)", "g = g", "tanh is missing: $g = \\tanh(z_g)$."),
    Bug("f * c_ + i * g", "i * c_ + f * g",
        "$f$ and $i$ have traded places: $f$ keeps the old state, $i$ lets the new one in."),
    Bug("f * c_ + i * g", "f * c_ + (1 - f) * g",
        "You write with $1 - f$, as a GRU does. An LSTM has a gate of its own for it, $i$."),
    Bug("f * c_ + i * g", "f * c_ + g", "The input gate is missing: $i \\odot g$."),
    Bug("f * c_ + i * g", "c_ + i * g",
        "The forget gate is missing: $f \\odot c^-$. (That is the LSTM of 1997.)"),
    Bug("f * c_ + i * g", "f * h_ + i * g",
        "The carry reads $h^-$ instead of $c^-$: the cell state has its own way through time."),
    Bug("m = np.tanh(c)", "m = np.tanh(c_)",
        "Off by one: $h$ shows the old cell state $c^-$. It shows the one just computed, $c$."),
    Bug("m = np.tanh(c)", "m = c", "tanh is missing: $m = \\tanh(c)$."),
    Bug("h = o * m", "h = m", "The output gate is missing: $h = o \\odot m$."),
    Bug("h = o * m", "h = o * c", "The output gate must act on $m = \\tanh(c)$, not on $c$."),
    Bug("return h, c,", "return c, h,",
        "$h$ and $c$ have traded places in what you return: `h, c, (i, f, o, g, m)`."),
    *(Bug("(i, f, o, g, m)", f"({other}, m)",
        "The gates are returned in another order. It is `(i, f, o, g, m)`.")
      for other in ("f, i, o, g", "f, i, g, o", "i, f, g, o", "f, g, i, o")),
)  # fmt: skip

RULES = {
    "i": "It is σ of the first block of columns of $z = x W + h^- U + b$.",
    "f": "It is σ of the second block of columns of $z$.",
    "o": "It is σ of the third block of columns of $z$.",
    "g": "It is tanh of the last block of columns of $z$.",
    "c": "It is $f \\odot c^- + i \\odot g$.",
    "m": "It is $\\tanh(c)$, of the new $c$.",
    "h": "It is $o \\odot m$.",
}


def trials():
    """Steps of different shapes, the right answers read from the tape of an `LSTMCell`."""
    return [_trial(*sizes) for sizes in ((1, 1, 1), (2, 3, 4), (5, 2, 3))]


def _trial(B, D, H):
    rng = np.random.default_rng([B, D, H])
    cell = LSTMCell(D, H, rng=rng)
    cell.params["b"] += rng.normal(size=4 * H)
    x, h_, c_ = (rng.normal(size=(B, n)) for n in (D, H, H))
    _, tape = Recurrent(cell).forward(x[None], (h_, c_))
    W, U, b = (np.array(cell.params[name]) for name in "WUb")
    return Trial(
        arguments=(x, h_, c_, W, U, b),
        names=("x", "h_", "c_", "W", "U", "b"),
        returns=dict.fromkeys(("h", "c", "i", "f", "o", "g", "m"), (B, H)),
        answers={name: np.array(tape[name][0]) for name in RULES},
        rules=RULES,
    )


lstm_step = Exercise(
    "one step of an LSTM",
    statement=STATEMENT,
    hints=HINTS,
    solution=step,
    bugs=BUGS,
    trials=trials,
    axes={"x": "B D", "h_": "B H", "c_": "B H", "W": "D 4H", "U": "H 4H", "b": "4H"},
)
