"""The loop back through time, whatever cell it is of: runs to try it on, and what is said of it."""

import numpy as np

from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

ALONG_H = (
    "The gradient along $h$ is missing: what the step after returned as `dh_` must be kept, and "
    "added to `dy[t]`."
)
LAST_ONLY = "Only the last `dy` enters. Every step has its own loss: `dy[t] + dh`."
FORWARD = "The loop runs forward in time. A step's gradient needs that of the step after it."
NO_SUM = (
    "The sum over time is missing: only the first step's gradient is left. All steps share "
    "the parameters, so their gradients add up."
)
ONE_SUM = (  # the sum over time, with one of the three forgotten
    "dW, dU, db = dW_t, dU + dU_t, db + db_t",
    "dW, dU, db = dW + dW_t, dU_t, db + db_t",
    "dW, dU, db = dW + dW_t, dU + dU_t, db_t",
)
MEAN = "This is the mean over time; the gradient is the sum."

RULES = {
    "dx": "It is the first thing `step_back` returns, at that step.",
    "db": "It is the sum of all steps' `db`.",
    "dW": "It is the sum of all steps' `dW`, each made with that step's `x[t]`.",
    "dU": "It is the sum of all steps' `dU`, each made with `h[t]`, the state the step began with.",
}


class Run:
    """A random run of a cell from a random state: ``x``, ``dy``, the ``tape``, the parameters ``W``
    and ``U``, and the right ``answers`` of `Recurrent.backward` by name."""

    def __init__(self, kind, T, B, D, H):
        rng = np.random.default_rng([T, B, D, H])
        cell = kind(D, H, rng=rng)
        layer = Recurrent(cell)
        self.x, self.dy = rng.normal(size=(T, B, D)), rng.normal(size=(T, B, H))
        state = tuple(rng.normal(size=(len(cell.states), B, H)))
        _, self.tape = layer.forward(self.x, state)
        dx, _, grads = layer.backward(self.tape, self.dy)
        self.W, self.U = (np.array(cell.params[name]) for name in "WU")
        self.answers = {"dx": dx, "db": grads["b"], "dW": grads["W"], "dU": grads["U"]}

    def states(self, k=0):
        """State number k of the cell after 0 … T steps, (T + 1, B, H)."""
        return np.array([self.tape.state(t)[k] for t in range(self.tape.T + 1)])

    def trial(self, arguments):
        """The trial with these arguments, {name: value}."""
        return Trial(
            arguments=tuple(arguments.values()),
            names=tuple(arguments),
            returns={name: self.answers[name].shape for name in ("dx", "dW", "dU", "db")},
            answers=self.answers,
            rules=RULES,
            steps=True,
        )
