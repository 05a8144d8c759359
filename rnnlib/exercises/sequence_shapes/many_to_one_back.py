"""Backpropagation through time where one loss enters, at the end."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Linear, Recurrent

STATEMENT = r"""
A plain network has read `x` $(T, B, D)$ and kept `h` $(T + 1, B, H)$: `h[0]` is the initial state,
and `x[t]` took it from `h[t]` to `h[t + 1]`. It answers **once**, after the last step:

$$
h_{t+1} = \tanh(x_t W + h_t U + b), \qquad s = h_T V + b_y
$$

The loss sends `ds` $(B, K)$, which is $\partial L/\partial s$. Return `dx` $(T, B, D)$, `dW`, `dU`,
`db`, `dV` and `db_y`. Leave the arguments as they are.
"""

HINTS = (
    "Where does the loss enter? Only at the last state. Every other state feels it through the "
    "states after it, and through nothing else.",
    "`dh = ds @ V.T` before the loop, which goes from the last step to the first. In the loop "
    "nothing new comes in from above.",
    "`da = dh * (1 - h[t + 1] ** 2)`, add to `dW`, `dU` and `db`, and then `dh = da @ U.T`.",
)


def many_to_one(ds, x, h, W, U, V):
    dx, dW, dU, db = np.zeros_like(x), np.zeros_like(W), np.zeros_like(U), np.zeros(len(U))
    dV, db_y = h[-1].T @ ds, ds.sum(0)
    dh = ds @ V.T
    for t in reversed(range(len(x))):
        da = dh * (1 - h[t + 1] ** 2)
        dx[t] = da @ W.T
        dW, dU, db = dW + x[t].T @ da, dU + h[t].T @ da, db + da.sum(0)
        dh = da @ U.T
    return dx, dW, dU, db, dV, db_y


BUGS = (
    Bug("dh = da @ U.T", "dh = da @ U.T + ds @ V.T",
        "The loss enters at every step. Here it is asked for once: `ds` enters before the loop, "
        "and never again."),
    Bug("dh = da @ U.T", "dh = ds @ V.T",
        "Every step begins with the loss anew. `ds` enters at the last state alone; what the step "
        "before gets is `da @ U.T`."),
    Bug("dh = da @ U.T", "dh = np.zeros_like(dh)",
        "Nothing travels back: only the last step learns. What the step before gets is "
        "`da @ U.T`."),
    Bug("dh = da @ U.T", "dh = dh @ U.T",
        "`dh` goes back through $U$, but not through tanh: it is `da @ U.T`."),
    Bug("dh = da @ U.T", "dh = da @ U", "`U` is not transposed: back it goes as `da @ U.T`."),
    Bug("dh = ds @ V.T\n", "dh = ds @ V.T / len(x)\n",
        "The loss is divided by the number of steps. There is one loss, so there is nothing to "
        "share out."),
    Bug("(1 - h[t + 1] ** 2)", "(1 - h[t] ** 2)",
        "Off by one: step `t` made `h[t + 1]`, so the slope of its tanh is `1 - h[t + 1] ** 2`."),
    Bug("dh * (1 - h[t + 1] ** 2)", "dh", "tanh′ is missing: `1 - h[t + 1] ** 2`."),
    Bug("dh * (1 - h[t + 1] ** 2)", "dh * (1 - np.tanh(h[t + 1]) ** 2)",
        "tanh′ is applied to the activation: `h[t + 1]` is tanh(a) already."),
    Bug("dU + h[t].T @ da", "dU + h[t + 1].T @ da",
        "Off by one: step `t` multiplied `h[t]`, the state it began with, by $U$."),
    Bug("h[-1].T @ ds, ds.sum(0)", "h[0].T @ ds, ds.sum(0)",
        "The readout saw the last state, `h[-1]`, not the first."),
    Bug("h[-1].T @ ds, ds.sum(0)", "sum(h[1:]).T @ ds, ds.sum(0)",
        "The readout was used once, on the last state: no sum over time for `dV`."),
    Bug("h[-1].T @ ds, ds.sum(0)", "h[-1].T @ ds, ds.mean(0)",
        "`db_y` is the sum over the batch, not the mean."),
    Bug("dW + x[t].T @ da, dU + h[t].T @ da, db + da.sum(0)",
        "x[t].T @ da, h[t].T @ da, da.sum(0)",
        "The sum over time is missing: all steps share $W$, $U$ and $b$."),
    Bug("reversed(range(len(x)))", "range(len(x))",
        "The loop runs forward in time. The loss enters at the last step: begin there."),
)  # fmt: skip

RULES = {
    "db_y": "It is the sum of `ds` over the batch.",
    "dV": "It is $h_T^\\top\\, ds$: the readout saw the last state alone.",
    "dx": "It is $da\\, W^\\top$ of each step; $da$ of the last step is $ds\\, V^\\top$ times the "
    "slope of tanh.",
    "db": "It is the sum over steps and batch of `da`.",
    "dW": "It is $\\sum_t x_t^\\top da_t$.",
    "dU": "It is $\\sum_t h_t^\\top da_t$, with the states before the steps.",
}


def trials():
    """Runs of a few steps and of one; the answers are `Recurrent.backward`'s."""
    return [_trial(*sizes) for sizes in ((4, 2, 3, 4, 2), (1, 2, 3, 2, 3))]


def _trial(T, B, D, H, K):
    rng = np.random.default_rng([T, B, D, H])
    rnn, readout = Recurrent(VanillaCell(D, H, rng=rng)), Linear(H, K, rng=rng)
    x, ds = rng.normal(size=(T, B, D)), rng.normal(size=(B, K))
    _, tape = rnn.forward(x, (rng.normal(size=(B, H)),))
    _, out = readout.forward(rnn.summary(tape))
    dh, _, own = readout.backward(out, ds)
    dx, _, grads = rnn.backward(tape, None, rnn.summary_back(dh))
    h = np.array([tape.state(t)[0] for t in range(T + 1)])
    W, U, V = (np.array(p) for p in (rnn.params["W"], rnn.params["U"], readout.params["V"]))
    return Trial(
        arguments=(ds, x, h, W, U, V),
        names=("ds", "x", "h", "W", "U", "V"),
        returns={
            "dx": x.shape, "dW": W.shape, "dU": U.shape, "db": (H,), "dV": V.shape, "db_y": (K,),
        },
        answers={
            "db_y": own["b"], "dV": own["V"], "dx": dx, "db": grads["b"], "dW": grads["W"],
            "dU": grads["U"],
        },
        rules=RULES,
        steps=True,
    )  # fmt: skip


many_to_one_back = Exercise(
    "one loss at the end, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=many_to_one,
    bugs=BUGS,
    trials=trials,
    axes={
        "ds": "B K", "x": "T B D", "h": "T+1 B H", "W": "D H", "U": "H H", "V": "H K",
    },
)  # fmt: skip
