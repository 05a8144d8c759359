"""Weights chosen by hand: one unit of a GRU that keeps the last bit it was told."""

import numpy as np

from rnnlib.cells import SimpleGRUCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import misshapen
from rnnlib.layers import Recurrent

STATEMENT = r"""
A GRU with a single unit and no reset gate reads three symbols, one-hot: `+` (0), `-` (1) and `.`
(2). Choose its parameters so that it is a **latch**: its state is

$$h = +1 \text{ after a + }, \qquad h = -1 \text{ after a - }, \qquad h = h^- \text{ after a . }$$

to within 0.1, for strings of up to 40 symbols. Here $u$ writes: $h = u\, n + (1 - u)\, h^-$.
Return `W` $(3, 2)$, `U` $(1, 2)$ and `b` $(2,)$. The columns are $u, n$; the rows of `W` belong to
`+`, `-` and `.`.
"""

HINTS = (
    "Say first what $u$ should be at each of the three symbols, and what $n$ should be where $u$ "
    "is 1. Where $u$ is 0, $n$ does not matter.",
    "$u = \\sigma(z)$ is close to 1 for $z = 10$ and close to 0 for $z = -10$. Over 40 steps of "
    "`.` a state shrinks by $(1 - u)^{40}$, so half open is far too much.",
    "The first column of `W` is 10, 10, −10; the second is 10, −10, 0. What the unit held, $h^-$, "
    "need not be seen by any gate: `U` and `b` are zero.",
)


def latch():
    W, U, b = np.zeros((3, 2)), np.zeros((1, 2)), np.zeros(2)
    u, n = 0, 1
    plus, minus, dot = 0, 1, 2
    W[plus, u], W[minus, u], W[dot, u] = 10, 10, -10
    W[plus, n], W[minus, n] = 10, -10
    return W, U, b


SHAPES = {"W": (3, 2), "U": (1, 2), "b": (2,)}
SYMBOLS = "+-."
STRINGS = ("+", "-", "+.", "-.", "+-", "-+", "++--.", "+" + 39 * ".", "-" + 39 * ".", "+.-.+.")
_GATE = "W[plus, u], W[minus, u], W[dot, u] = 10, 10, -10"
_CANDIDATE = "W[plus, n], W[minus, n] = 10, -10"
BUGS = (
    Bug(_GATE, "W[plus, u], W[minus, u], W[dot, u] = -10, -10, 10",
        "Your update gate keeps where it should write"),
    Bug(_GATE, "W[plus, u], W[minus, u] = 10, 10", "At `.` the update gate is 0.50"),
    Bug(_GATE, "W[plus, u], W[minus, u], W[dot, u] = 10, 10, -3",
        "At `.` the update gate is 0.05. That looks small, but it takes its share at every step"),
    Bug(_GATE, "W[plus, u], W[dot, u] = 10, -10", "At `-` the update gate is 0.50"),
    Bug(_GATE, "W[:, u] = 10", "At `.` the update gate is 1.00"),
    Bug(_GATE, "W[plus, u], W[minus, u], W[dot, u] = 1, 1, -10", "At `+` the update gate is 0.73"),
    Bug(_CANDIDATE, "W[plus, n], W[minus, n] = -10, 10", "The signs are exchanged"),
    Bug(_CANDIDATE, "W[plus, n], W[minus, n] = 10, 0", "At `-` the candidate is 0.00"),
    Bug(_CANDIDATE, "W[plus, n], W[minus, n] = 1, -1", "The candidate is too weak: 0.76 at `+`"),
    Bug("u, n = 0, 1", "n, u = 0, 1", "Are the columns in their order"),
    Bug("np.zeros((1, 2))", "np.array([[9, 0]])", "reaches its own gate through `U`"),
    Bug("np.zeros((1, 2))", "np.array([[0, 20]])", "reaches its own candidate through `U`"),
)  # fmt: skip


def judge(answer):
    """A sentence on why these parameters are no latch; None if they are."""
    wrong = misshapen(answer, SHAPES)
    if wrong:
        return wrong
    W, U, b = (np.asarray(part, float) for part in answer)
    for string in STRINGS:
        h = _run(string, W, U, b)["h"][:, 0, 0]
        last = ""
        for t, symbol in enumerate(string):
            last = last if symbol == "." else symbol
            right = {"+": 1, "-": -1}[last]
            if not abs(h[t] - right) < 0.1:
                read = string[: t + 1]
                read = f"{read[0]} and {t} times ." if t > 5 else read
                told = f"After `{read}` the state is {h[t]:.2f}, and should be {right}."
                return f"{told} {_reason(W, U, b)}"
    return None


def _run(string, W, U, b):
    cell = SimpleGRUCell(3, 1, rng=np.random.default_rng(0))
    for name, value in {"W": W, "U": U, "b": b}.items():
        cell.params[name][...] = value
    return Recurrent(cell).forward(np.array([[SYMBOLS.index(s)] for s in string]))[1]


def _reason(W, U, b):
    """The first thing that a latch must not do, read from gate and candidate at each symbol."""
    gates = {s: _run(s, W, U, b) for s in SYMBOLS}
    u, n = ({s: tape[name][0, 0, 0] for s, tape in gates.items()} for name in "un")
    if U.any():
        what = "gate" if U[0, 0] else "candidate"
        return f"What the unit held, $h^-$, reaches its own {what} through `U`. Here it should not."
    if u["+"] < 0.1 and u["-"] < 0.1 and u["."] > 0.9:
        return (
            "Your update gate keeps where it should write: that is the other convention. Here "
            "$u = 1$ writes."
        )
    if u["."] == 0.5 and abs(n["."]) > 0.99:
        return "Are the columns in their order? The first is $u$, the second $n$."
    if u["."] > 0.002:
        why = "It must be 0 to keep"
        if u["."] < 0.2:
            why = "That looks small, but it takes its share at every step: make `W[2, 0]` smaller"
        return f"At `.` the update gate is {u['.']:.2f}. {why}."
    for k, s in enumerate("+-"):
        if u[s] < 0.99:
            return f"At `{s}` the update gate is {u[s]:.2f}. It must be 1 to write: `W[{k}, 0]`."
    if n["+"] < 0 < n["-"]:
        return "The signs are exchanged: $n$ must be 1 at `+` and −1 at `-`."
    for k, s in enumerate("+-"):
        if abs(n[s]) < 0.1:
            return f"At `{s}` the candidate is {n[s]:.2f}: nothing to write. See `W[{k}, 1]`."
    return f"The candidate is too weak: {n['+']:.2f} at `+`. Make `W[0, 1]` larger."


latch = Exercise(
    "one unit that latches",
    statement=STATEMENT,
    hints=HINTS,
    solution=latch,
    bugs=BUGS,
    judge=judge,
)
