"""Backpropagation through time: the loop around one step backward."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.exercises.lstm_gates.lstm_step_back import step_back
from rnnlib.exercises.machinery import loop_trial as loop
from rnnlib.exercises.machinery.exercise import Bug, Exercise

STATEMENT = r"""
An LSTM has read `x` $(T, B, D)$ and kept `h` and `c`, both $(T + 1, B, H)$: `h[0]` is the initial
state, `h[t]` the state after step $t$. `gates[t - 1]` is the tuple `(i, f, o, g, m)` of step $t$,
which read `x[t - 1]`. The loss sends `dy` $(T, B, H)$: `dy[t - 1]` arrives at $h_t$.

Walk from the last step to the first with

`step_back(dh, dc, gates, x, h_, c_, W, U)`, which returns `dx, dh_, dc_, dW, dU, db`,

a correct one, passed in as the last argument. Return `dx` $(T, B, D)$ and, summed over all steps,
`dW, dU, db`. Leave the arguments as they are.
"""

HINTS = (
    "Two things travel back from step to step, `dh` and `dc`. Both begin as zeros: nothing comes "
    "after the last step.",
    "At every step $h_t$ is used twice: by the loss and by step $t + 1$. What enters `step_back` "
    "is the sum of both, this step's `dy` and `dh`, in a new array.",
    "Every step uses the same $W$, $U$ and $b$, so their gradients are sums over all steps: "
    "`dW = dW + dW_t`. With `for t in reversed(range(T))`, `t = 0` is the first step: it has "
    "`x[t]`, `gates[t]` and `dy[t]`, and goes from `h[t]` and `c[t]`.",
)


def through_time(dy, gates, x, h, c, W, U, step_back):
    T, dx = len(x), np.zeros_like(x)
    dW, dU, db = np.zeros_like(W), np.zeros_like(U), np.zeros(W.shape[1])
    dh, dc = np.zeros_like(h[0]), np.zeros_like(c[0])
    for t in reversed(range(T)):
        dh_t, dc_t = dy[t] + dh, dc
        dx[t], dh, dc, dW_t, dU_t, db_t = step_back(dh_t, dc_t, gates[t], x[t], h[t], c[t], W, U)
        dW, dU, db = dW + dW_t, dU + dU_t, db + db_t
    return dx, dW, dU, db


_CARRY = "dh_t, dc_t = dy[t] + dh, dc"
_SUM = "dW, dU, db = dW + dW_t, dU + dU_t, db + db_t"
BUGS = (
    Bug(_CARRY, "dh_t, dc_t = dy[t] + dh, 0 * dc",
        "The carry `dc_next` is missing: what `step_back` returned as `dc_` must enter the step "
        "before. Without it the gradient loses the LSTM's long road."),
    Bug(_CARRY, "dh_t, dc_t = dy[t], dc", loop.ALONG_H),
    Bug(_CARRY, "dh_t, dc_t = dy[t], 0 * dc",
        "Nothing travels from step to step: `dh_` and `dc_` must enter the step before."),
    Bug(_CARRY, "dh_t, dc_t = (dh if t < T - 1 else dy[t]), dc", loop.LAST_ONLY),
    Bug("reversed(range(T))", "range(T)", loop.FORWARD),
    Bug("reversed(range(T))", "range(T - 1, 0, -1)",
        "The loop ends too early: the first step, `t = 0`, is left out."),
    Bug(_CARRY, "dh_t, dc_t = dy[t] + (all_dh := dh + (all_dh if t < T - 1 else 0)), dc",
        "The gradients along $h$ are added up over time. What enters a step is the `dh_` of the "
        "next step alone: it holds all that comes from later."),
    Bug("h[t], c[t], W", "h[t + 1], c[t], W",
        "Off by one: step `t` read `h[t]`; `h[t + 1]` is what it made."),
    Bug("h[t], c[t], W", "h[t], c[t + 1], W",
        "Off by one: step `t` went from `c[t]`; `c[t + 1]` is what it made."),
    Bug("h[t], c[t], W", "h[t + 1], c[t + 1], W",
        "Off by one: step `t` went from `h[t]` and `c[t]`; those at `t + 1` are what it made."),
    Bug(_SUM, "dW, dU, db = dW_t, dU_t, db_t", loop.NO_SUM),
    *(Bug(_SUM, one, loop.NO_SUM) for one in loop.ONE_SUM),
    Bug(_SUM, "dW, dU, db = (dW + dW_t / T, dU + dU_t / T, db + db_t / T)", loop.MEAN),
)  # fmt: skip


def trials():
    """Runs of one step and of several, the right answers given by `Recurrent.backward`."""
    return [_trial(*sizes) for sizes in ((1, 2, 3, 2), (5, 2, 3, 4))]


def _trial(*sizes):
    run = loop.Run(LSTMCell, *sizes)
    gates = [tuple(np.array(run.tape[name][t]) for name in "ifogm") for t in range(sizes[0])]
    h, c = run.states(0), run.states(1)
    arguments = {"dy": run.dy, "gates": gates, "x": run.x, "h": h, "c": c, "W": run.W, "U": run.U}
    return run.trial(arguments | {"step_back": step_back})


through_time = Exercise(
    "backpropagation through time",
    statement=STATEMENT,
    hints=HINTS,
    solution=through_time,
    bugs=BUGS,
    trials=trials,
    axes={"dy": "T B H", "x": "T B D", "h": "T+1 B H", "c": "T+1 B H", "W": "D 4H", "U": "H 4H"},
)
