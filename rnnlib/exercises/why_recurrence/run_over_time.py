"""The same step, again and again: a run over time with all its states."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
Run the network over a whole sequence. `x` is $(T, B, D)$: `x[0]` is read in the first step,
`x[T - 1]` in the last. `h0` $(B, H)$ is the state before the first step. Take the same `W`, `U` and
`b` in every step:

$$h_t = \tanh(x_t W + h_{t-1} U + b)$$

Return the states after every step, $h_1 \dots h_T$, as one array $(T, B, H)$. It must work for
every $T$. Leave the arguments as they are.
"""

HINTS = (
    "You need one name for the state that goes from step to step, and a list for the states that "
    "have been. `for x_t in x:` goes along the first axis, which is time.",
    "Before the loop, `h = h0`. In the loop `h` is made from the `h` of the step before, and only "
    "then put on the list.",
    "`h = np.tanh(x_t @ W + h @ U + b)`, `states.append(h)`, and at the end `np.stack(states)`.",
)


def run(x, h0, W, U, b):
    h, states = h0, []
    for x_t in x:
        h = np.tanh(x_t @ W + h @ U + b)
        states.append(h)
    return np.stack(states)


BUGS = (
    Bug("h @ U", "h0 @ U",
        "The state is not carried: every step starts from `h0` again. The new `h` must be the "
        "old one of the next step."),
    Bug("np.stack(states)", "np.stack([h0, *states[:-1]])",
        "Off by one: these are the states *before* each step. The first to be returned is $h_1$, "
        "which has already read `x[0]`."),
    Bug("h, states = h0, []\n    for x_t in x:", "h, states = h0, [h0]\n    for x_t in x[1:]:",
        "`h0` stands in the first place, and `x[0]` is never read. The first state to be returned "
        "is $h_1$, made from `h0` and `x[0]`."),
    Bug("np.stack(states)", "np.stack([h] * len(states))",
        "Every place holds the last state. If one array is overwritten in each step, the list "
        "holds it $T$ times: make a new one, or append a copy."),
    Bug("np.stack(states)", "np.stack(states[::-1])",
        "The states are all right, but in reverse order: the first step comes first."),
    Bug("for x_t in x:", "for x_t in x[::-1]:", "The inputs are read backward: begin with `x[0]`."),
    Bug("for x_t in x:", "for x_t in [x[0]] * len(x):",
        "Every step reads `x[0]`. Step $t$ must read its own row of `x`."),
    Bug("np.stack(states)", "np.stack([h0, *states])",
        "`h0` stands in the first place. Only the states *after* each step are asked for, $T$ of "
        "them: the first is $h_1$."),
    Bug("np.stack(states)", "states[-1]",
        "This is the last state alone. Put the state of every step on a list, and stack it."),
    Bug("np.stack(states)", "np.stack(states[:1])",
        "Only the first step has come back: does `return` stand inside the loop?"),
    Bug("np.stack(states)", "np.stack(states, axis=1)",
        "The axes are turned round, $(B, T, H)$. Time comes first: `np.stack(states)`."),
    Bug("for x_t in x:", "for x_t in x.swapaxes(0, 1):",
        "You walk along the sequences. Time is the first axis: step $t$ reads `x[t - 1]`, a row "
        "for each sequence."),
    Bug("x_t @ W + h @ U", "x_t @ U + h @ W",
        "`W` and `U` have traded places. Here $W$ belongs to the input and $U$ to the state."),
    Bug("h, states = h0, []", "h, states = 0 * h0, []",
        "The run must start from `h0`, not from 0."),
    Bug("h @ U", "h @ U.T",
        "`U` is transposed: states are rows here, $h_{t-1} U$, so it is `h @ U`."),
    Bug(" + b", "", "The bias is missing: `+ b`, in every step."),
    Bug(" + h @ U", "", "The old state plays no part: $h_{t-1} U$ is missing."),
    Bug("np.tanh(x_t @ W + h @ U + b)", "x_t @ W + h @ U + b", "tanh is missing in the step."),
)  # fmt: skip

RULES = {"h": "Place $t - 1$ holds $\\tanh(x_t W + h_{t-1} U + b)$, made from the place before."}


def trials():
    """A run with T = B = D = H, in which a wrong axis shows as wrong numbers, and one of different
    sizes; the right answers are those of `Recurrent`."""
    return [_trial(*sizes) for sizes in ((2, 2, 2, 2), (7, 3, 2, 4))]


def _trial(T, B, D, H):
    rng = np.random.default_rng([T, B, D, H])
    cell = VanillaCell(D, H, rng=rng)
    cell.params["b"][:] = 0.3 * rng.normal(size=H)
    x, h0 = rng.normal(size=(T, B, D)), rng.uniform(-1, 1, size=(B, H))
    y, _ = Recurrent(cell).forward(x, (h0,))
    W, U, b = (np.array(cell.params[name]) for name in "WUb")
    return Trial(
        arguments=(x, h0, W, U, b),
        names=("x", "h0", "W", "U", "b"),
        returns={"h": (T, B, H)},
        answers={"h": np.array(y)},
        rules=RULES,
    )


run_over_time = Exercise(
    "a run over time",
    statement=STATEMENT,
    hints=HINTS,
    solution=run,
    bugs=BUGS,
    trials=trials,
    axes={"x": "T B D", "h0": "B H", "W": "D H", "U": "H H", "b": "H"},
)
