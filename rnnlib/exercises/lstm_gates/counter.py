"""Weights chosen by hand: one unit that counts."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.exercises.lstm_gates.counter_reasons import reason
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import misshapen
from rnnlib.layers import Recurrent

STATEMENT = r"""
Build a memory without training. An LSTM with a single unit reads two symbols, `a` (0) and `b` (1),
one-hot. Choose its parameters so that the cell state counts: after every symbol

$$c = n_a - n_b,$$

the number of a's so far minus the number of b's, to within 0.1, for strings of up to 40 symbols.
Return `W` $(2, 4)$, `U` $(1, 4)$ and `b` $(4,)$.
The four columns are $i, f, o, g$; the rows of `W` belong to `a` and `b`.
"""

HINTS = (
    "Say first what each gate should be at an `a`, and at a `b`. What must $f$ be, if nothing may "
    "be lost? What must $g$ be?",
    "The unit keeps everything and lets everything in: $f = i = 1$, whatever it reads. A gate is "
    "close to 1 when what enters $\\sigma$ is large: 10 gives 0.99995. Only $g$ depends on the "
    "symbol.",
    "$g = \\tanh(10) \\approx 1$ for `a` and $\\tanh(-10) \\approx -1$ for `b`: that is the last "
    "column of `W`. What the unit showed, $h^-$, plays no part: `U` is zero.",
)


def counter():
    W, U, b = np.zeros((2, 4)), np.zeros((1, 4)), np.zeros(4)
    i, f, o, g = range(4)
    b[i] = b[f] = 10
    W[0, g], W[1, g] = 10, -10
    return W, U, b


SHAPES = {"W": (2, 4), "U": (1, 4), "b": (4,)}
STRINGS = ("a", "b", "aaabbb", "abab", "b" * 20, "a" * 20 + "b" * 20)
BUGS = (
    Bug("b[i] = b[f] = 10", "b[i] = 10", "The forget gate is half open"),
    Bug("b[i] = b[f] = 10", "b[f] = 10", "The input gate is 0.50"),
    Bug("b[i] = b[f] = 10", "b[i], b[f] = 10, 2", "The forget gate leaks: 0.88 per step"),
    Bug("b[i] = b[f] = 10", "b[i], b[f] = 10, 6", "The forget gate leaks: 0.998 per step"),
    Bug("b[i] = b[f] = 10", "b[i], b[f] = 5, 10", "The input gate is 0.99"),
    Bug("b[i] = b[f] = 10", "b[i], b[f] = 10, -10", "The forget gate is closed"),
    Bug("10, -10", "10, 10", "`b` counts the wrong way"),
    Bug("10, -10", "10, 0", "`b` is not counted"),
    Bug("10, -10", "-10, 10", "The count runs the wrong way"),
    Bug("10, -10", "1, -1", "The candidate is too weak: it is 0.76 for `a`"),
    Bug("10, -10", "3, -3", "The candidate is too weak: it is 0.995 for `a`"),
    Bug("i, f, o, g = range(4)", "i, f, g, o = range(4)", "nothing is ever written"),
    Bug("i, f, o, g = range(4)", "i, o, f, g = range(4)", "Is the forget gate in its place?"),
    Bug("np.zeros((1, 4))", "np.array([[0, -20, 0, 0]])", "reaches its gates through `U`"),
)


def judge(answer):
    """A sentence on why these parameters do not count; None if they do."""
    wrong = misshapen(answer, SHAPES)
    if wrong:
        return wrong
    tapes = {string: _run(string, *answer) for string in STRINGS}
    for string, tape in tapes.items():
        steps = np.array([1 if s == "a" else -1 for s in string]).cumsum()
        c = tape["c"][:, 0, 0]
        off = np.flatnonzero(~(np.abs(c - steps) < 0.1))
        if off.size:
            t = int(off[0])
            read = _short(string[: t + 1])
            return (
                f"After {read} the cell state is {c[t]:.2f}, and should be {steps[t]}. "
                f"{_reason(tapes, answer)}"
            )
    return None


def _short(string):
    """A string for reading: a long run of one symbol by its number."""
    runs = []
    for s in string:
        if runs and runs[-1][0] == s:
            runs[-1] += s
        else:
            runs.append(s)
    return "`" + "".join(r if len(r) < 6 else f"{r[0]}×{len(r)} " for r in runs).strip() + "`"


def _run(string, W, U, b):
    cell = LSTMCell(2, 1, rng=np.random.default_rng(0))
    for name, value in {"W": W, "U": U, "b": b}.items():
        cell.params[name][...] = value
    _, tape = Recurrent(cell).forward(np.array([["ab".index(s)] for s in string]))
    return tape


def _reason(tapes, answer):
    least = {gate: min(tape[gate].min() for tape in tapes.values()) for gate in "fio"}
    g_a, g_b = (tapes[symbol]["g"][0, 0, 0] for symbol in "ab")
    return reason(**least, g_a=g_a, g_b=g_b, U=np.asarray(answer[1]))


counter = Exercise(
    "one unit that counts",
    statement=STATEMENT,
    hints=HINTS,
    solution=counter,
    bugs=BUGS,
    judge=judge,
)
