"""The regulariser Ω of one sequence: how far every step is from handing a gradient on."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent
from rnnlib.losses import Omega

STATEMENT = r"""
A plain network has run along one sequence and back. `h` $(T, H)$ are its states, `dh` $(T, H)$ the
gradients $d_t = \partial L/\partial h_t$, place `t - 1` for step $t$, and `U` its recurrent matrix.
Return

- `r` $(T - 1,)$: the factor by which each step back changes the length of the gradient that it is
  given, for $k = 1 \ldots T - 1$;
- `omega`: the regulariser $\Omega$, one number.

$$r_k = \frac{\| (d_{k+1} \odot (1 - h_{k+1}^2))\, U^\top \|}{\| d_{k+1} \|}, \qquad
\Omega = \sum_k (r_k - 1)^2$$
"""

HINTS = (
    "All steps can be done at once: rows of `dh[1:]` are $\\partial L/\\partial h_{k+1}$ for "
    "$k = 1 \\ldots T - 1$, and `h[1:]` are the states that go with them.",
    "`back = (dh[1:] * (1 - h[1:] ** 2)) @ U.T` holds every gradient after one step back.",
    "`np.linalg.norm(back, axis=1)` is the length of each row. Divide, subtract 1, square, add up.",
)


def step_ratios(dh, h, U):
    back = (dh[1:] * (1 - h[1:] ** 2)) @ U.T
    r = np.linalg.norm(back, axis=1) / np.linalg.norm(dh[1:], axis=1)
    omega = np.sum((r - 1) ** 2)
    return r, omega


BUGS = (
    Bug("@ U.T", "@ U",
        "Backward, a row of gradients meets $U^\\top$: forward it was $h^- U$."),
    Bug("(1 - h[1:] ** 2)", "(1 - h[:-1] ** 2)",
        "Off by one: on its way from $h_{k+1}$ to $h_k$ the gradient passes the tanh of step "
        "$k + 1$, so the slope is that of `h[1:]`."),
    Bug("(dh[1:] * (1 - h[1:] ** 2))", "dh[1:]",
        "The slope of tanh is missing: $1 - h_{k+1}^2$."),
    Bug("back = (dh[1:] * (1 - h[1:] ** 2)) @ U.T", "back = dh[:-1]",
        "$\\partial L/\\partial h_k$ also holds what the loss of step $k$ itself adds. $\\Omega$ "
        "asks only for what step $k + 1$ hands on: compute it."),
    Bug("np.linalg.norm(back, axis=1) / np.linalg.norm(dh[1:], axis=1)",
        "np.linalg.norm(dh[1:], axis=1) / np.linalg.norm(back, axis=1)",
        "The fraction is upside down: after the step over before it."),
    Bug("np.linalg.norm(dh[1:], axis=1)", "np.linalg.norm(dh[:-1], axis=1)",
        "The length is compared with that at the wrong step: the gradient that step $k + 1$ is "
        "given is `dh[1:]`."),
    Bug("(1 - h[1:] ** 2)", "(1 - h[1:])",
        "The slope of tanh, written by what it gave, is $1 - h^2$."),
    Bug("np.linalg.norm(back, axis=1) / np.linalg.norm(dh[1:], axis=1)",
        "(back**2).sum(1) / (dh[1:] ** 2).sum(1)",
        "The root is missing: a length is the root of the sum of squares. This is $r^2$."),
    Bug("np.sum((r - 1) ** 2)", "np.sum(r**2)",
        "Without the $-1$ it would be best to let no gradient through at all."),
    Bug("np.sum((r - 1) ** 2)", "np.sum(r - 1)",
        "Without the square a step that stretches makes up for one that shrinks."),
    Bug("np.sum((r - 1) ** 2)", "np.mean((r - 1) ** 2)",
        "$\\Omega$ is the sum over the steps, not their mean."),
)  # fmt: skip

RULES = {
    "r": "It is the length of the gradient after the step back over its length before.",
    "omega": "It is the sum of $(r_k - 1)^2$.",
}


def trials():
    """Runs of a `VanillaCell`; Ω by `rnnlib.losses.Omega`, r by runs back of one step each."""
    return [_trial(*sizes) for sizes in ((2, 1), (6, 3))]


def _trial(T, H):
    rng = np.random.default_rng([T, H])
    cell = VanillaCell(2, H, rng=rng)
    cell.params["U"] += 0.4 * rng.normal(size=(H, H))
    layer = Recurrent(cell)
    x = rng.normal(size=(T, 1, 2))
    _, tape = layer.forward(x)
    layer.backward(tape, rng.normal(size=(T, 1, H)))
    dh = np.array(tape.back["h"][:, 0])
    r = []
    for t in range(1, T):
        _, step = layer.forward(x[t : t + 1], tape.state(t))
        _, (back,), _ = layer.backward(step, None, (dh[t : t + 1],))
        r.append(np.linalg.norm(back) / np.linalg.norm(dh[t]))
    return Trial(
        arguments=(dh, np.array(tape["h"][:, 0]), np.array(cell.params["U"])),
        names=("dh", "h", "U"),
        returns={"r": (T - 1,), "omega": ()},
        answers={"r": np.array(r), "omega": np.array(Omega(1.0)(tape)[0])},
        rules=RULES,
    )


step_ratios = Exercise(
    "what every step does to a gradient",
    statement=STATEMENT,
    hints=HINTS,
    solution=step_ratios,
    bugs=BUGS,
    trials=trials,
    axes={"dh": "T H", "h": "T H", "U": "H H"},
)
