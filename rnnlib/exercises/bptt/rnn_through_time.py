"""Backpropagation through time for a plain recurrent network: the loop around one step backward."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.bptt.rnn_step_back import step_back
from rnnlib.exercises.machinery import loop_trial as loop
from rnnlib.exercises.machinery.exercise import Bug, Exercise

STATEMENT = r"""
A plain network has read `x` $(T, B, D)$ and kept `h` $(T + 1, B, H)$: `h[0]` is the initial state,
`x[t]` took it from `h[t]` to `h[t + 1]`. The losses send `dy` $(T, B, H)$: `dy[t]` arrives at
`h[t + 1]`.

Walk from the last step to the first with

`step_back(dh, h, x, h_, W, U)`, which returns `dx, dh_, dW, dU, db`,

a correct one, passed in as the last argument. Return `dx` $(T, B, D)$ and, summed over all steps,
`dW, dU, db`. Leave the arguments as they are.
"""

HINTS = (
    "One thing travels back from step to step: `dh`. It begins as zeros, for nothing comes after "
    "the last step.",
    "Every state is used twice: by its own loss and by the next step. What enters `step_back` is "
    "the sum of both, `dy[t] + dh`, in a new array.",
    "`for t in reversed(range(T))`: step `t` read `x[t]` and went from `h[t]` to `h[t + 1]`. All "
    "steps use the same $W$, $U$ and $b$, so their gradients add up: `dW = dW + dW_t`.",
)


def through_time(dy, x, h, W, U, step_back):
    T, dx = len(x), np.zeros_like(x)
    dW, dU, db = np.zeros_like(W), np.zeros_like(U), np.zeros(len(U))
    dh = np.zeros_like(h[0])
    for t in reversed(range(T)):
        dh_t = dy[t] + dh
        dx[t], dh, dW_t, dU_t, db_t = step_back(dh_t, h[t + 1], x[t], h[t], W, U)
        dW, dU, db = dW + dW_t, dU + dU_t, db + db_t
    return dx, dW, dU, db


_SUM = "dW, dU, db = dW + dW_t, dU + dU_t, db + db_t"
_CALL = "dx[t], dh, dW_t, dU_t, db_t = step_back(dh_t, h[t + 1], x[t], h[t], W, U)"
BUGS = (
    Bug("dh_t = dy[t] + dh", "dh_t = dy[t]", loop.ALONG_H),
    Bug("dh_t = dy[t] + dh", "dh_t = dh if t < T - 1 else dy[t]", loop.LAST_ONLY),
    Bug("dx[t], dh, dW_t", "dx[t], _, dW_t", loop.ALONG_H),
    Bug("reversed(range(T))", "range(T)", loop.FORWARD),
    Bug(_CALL, f"dh = dh_t\n        {_CALL.replace('dh,', '_,', 1)}",
        "`dh` grows, but never goes through a step. What travels on is what `step_back` returned "
        "as `dh_`, and that alone."),
    Bug(_CALL, f"{_CALL.replace('dh,', 'dh_,', 1)}\n        dh = dh + dh_",
        "The carry is added up over the steps. What travels on is what `step_back` has just "
        "returned as `dh_`: all that came before is in it already."),
    Bug(_CALL, f"{_CALL.replace('dh,', 'dh_,', 1)}\n        dh = dh_t + dh_",
        "What entered the step is added to what it returned. What travels on is what `step_back` "
        "has just returned as `dh_`, and that alone."),
    Bug("dh_t = dy[t] + dh", "dh_t = dh + (dy[t + 1] if t < T - 1 else 0)",
        "`dy[t]` comes one step late, as it does if you add it after `step_back`. It arrives at "
        "`h[t + 1]`, so it enters `step_back` of step `t`."),
    Bug("dh = np.zeros_like(h[0])", "dh = dy[-1]",
        "The last `dy` enters twice. `dh` begins as zeros, for nothing comes after the last step; "
        "the loop adds `dy[t]`."),
    Bug("dy[t] + dh", "dy[t - 1] + dh",
        "Off by one: `dy[t]` arrives at `h[t + 1]`, the state that step `t` made."),
    Bug("dy[t] + dh", "dy[min(t + 1, T - 1)] + dh",
        "Off by one: `dy[t]` arrives at `h[t + 1]`, the state that step `t` made."),
    Bug("reversed(range(T))", "range(T - 1, 0, -1)",
        "The walk stops before the first step, `t = 0`. `range(T - 1, -1, -1)` takes all of them, "
        "and so does `reversed(range(T))`."),
    Bug("reversed(range(T))", "range(T - 2, -1, -1)",
        "The walk leaves out the last step, `t = T - 1`."),
    Bug("    return dx", "        return dx",
        "`return` stands inside the loop: only the last step is walked."),
    Bug("return dx", "return dx[::-1]",
        "`dx` stands in the order in which you met the steps, the last one first: turn it round, "
        "or fill `dx[t]`."),
    Bug("h[t + 1], x[t], h[t]", "h[t], x[t], h[t - 1]",
        "Off by one, both times: step `t` went from `h[t]` to `h[t + 1]`."),
    Bug("h[t + 1], x[t], h[t]", "h[t], x[t], h[t + 1]",
        "The two states have changed places: step `t` went from `h[t]` to `h[t + 1]`."),
    Bug("x[t], h[t], W", "x[t - 1], h[t], W", "Off by one: step `t` read `x[t]`."),
    Bug("x[t], h[t], W", "x[t], h[t + 1], W",
        "Off by one: step `t` went from `h[t]`; `h[t + 1]` is what it made."),
    Bug("dh_t, h[t + 1]", "dh_t, h[t]",
        "Off by one: the tanh of step `t` gave `h[t + 1]`; `h[t]` is where it went from."),
    Bug("dh_t = dy[t] + dh", "dh_t = dy[t] + 2 * dh", "`dh` is added twice."),
    Bug(_SUM, "dW, dU, db = dW_t, dU_t, db_t", loop.NO_SUM),
    *(Bug(_SUM, one, loop.NO_SUM) for one in loop.ONE_SUM),
    Bug(_SUM, "dW, dU, db = (dW + dW_t / T, dU + dU_t / T, db + db_t / T)", loop.MEAN),
)  # fmt: skip


def trials():
    """Runs of a few steps and of one, the right answers given by `Recurrent.backward`."""
    return [_trial(*sizes) for sizes in ((5, 2, 3, 4), (1, 2, 3, 2))]


def run(*sizes):
    """A random run: the arguments of `through_time` but the last, by name; the right answers."""
    made = loop.Run(VanillaCell, *sizes)
    arguments = {"dy": made.dy, "x": made.x, "h": made.states(), "W": made.W, "U": made.U}
    return arguments, made.answers


def _trial(*sizes):
    arguments, _ = run(*sizes)
    return loop.Run(VanillaCell, *sizes).trial(arguments | {"step_back": step_back})


rnn_through_time = Exercise(
    "backpropagation through time, plain network",
    statement=STATEMENT,
    hints=HINTS,
    solution=through_time,
    bugs=BUGS,
    trials=trials,
    axes={"dy": "T B H", "x": "T B D", "h": "T+1 B H", "W": "D H", "U": "H H"},
)
