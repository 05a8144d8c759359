"""One address: from the weighting by content over gate and shift to the sharpened one."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.memory.interpolation import interpolate
from rnnlib.layers.memory.sharpening import sharpen
from rnnlib.layers.memory.shift import shift

STATEMENT = r"""
Make an address of one head out of its weighting by content: gate, shift, sharpen, equations (7) to
(9). `w_c` and `w_before` are $(B, N)$: where the content is, and where the head stood. `g` $(B,)$
is the gate, `s` $(B, 3)$ how much of a shift by $-1$, $0$ and $+1$ places (in this order), `gamma`
$(B,)$ the sharpening.

$$
\begin{aligned}
w_g &= g\, w_c + (1 - g)\, w_{t-1} \\
\tilde w(i) &= \sum_{d=-1}^{1} s(d)\, w_g(i - d) \qquad \text{places counted round: behind the last
comes the first} \\
w(i) &= \tilde w(i)^\gamma \Big/ \sum_j \tilde w(j)^\gamma
\end{aligned}
$$

Return `w_g, w_s, w`, each $(B, N)$; $\tilde w$ is called `w_s`. Leave the arguments as they are.
"""

HINTS = (
    "A number for each sequence needs an axis where the places stand: `g[:, None] * w_c`.",
    "`np.roll(w_g, 1, axis=1)` moves every weight one place on, and the last one to the front. "
    "That is what $d = +1$ asks for; its share is `s[:, 2:]`.",
    "Raise to a power number by number, `w_s ** gamma[:, None]`, then divide by the sum along "
    "axis 1.",
)


def whole_address(w_c, w_before, g, s, gamma):
    w_g = g[:, None] * w_c + (1 - g[:, None]) * w_before
    left, right = np.roll(w_g, -1, axis=1), np.roll(w_g, 1, axis=1)
    w_s = s[:, :1] * left + s[:, 1:2] * w_g + s[:, 2:] * right
    power = w_s ** gamma[:, None]
    w = power / power.sum(axis=1, keepdims=True)
    return w_g, w_s, w


BUGS = (
    Bug("g[:, None] * w_c + (1 - g[:, None]) * w_before",
        "(1 - g[:, None]) * w_c + g[:, None] * w_before",
        "The gate is turned round: $g = 1$ goes where the content is, $g = 0$ stays."),
    Bug("g[:, None] * w_c + (1 - g[:, None]) * w_before", "g[:, None] * w_c + w_before",
        "$1 - g$ is missing: the two shares must add up to 1."),
    Bug("g[:, None] * w_c + (1 - g[:, None]) * w_before", "w_c",
        "The gate is not used, and the head forgets where it stood."),
    Bug("np.roll(w_g, -1, axis=1), np.roll(w_g, 1, axis=1)",
        "np.roll(w_g, 1, axis=1), np.roll(w_g, -1, axis=1)",
        "The shift goes the wrong way: $d = +1$ moves a weight to the *next* place, "
        "`np.roll(w_g, 1, axis=1)`."),
    Bug("np.roll(w_g, -1, axis=1), np.roll(w_g, 1, axis=1)",
        "np.roll(w_g, -1, axis=0), np.roll(w_g, 1, axis=0)",
        "This moves weights from one sequence to another. The places lie along axis 1."),
    Bug("np.roll(w_g, -1, axis=1), np.roll(w_g, 1, axis=1)",
        "np.pad(w_g, ((0, 0), (0, 1)))[:, 1:], np.pad(w_g, ((0, 0), (1, 0)))[:, :-1]",
        "What leaves the memory at one end is lost. It must come in at the other: the places are "
        "a ring."),
    Bug("s[:, :1] * left + s[:, 1:2] * w_g + s[:, 2:] * right",
        "s[:, :1] * np.roll(w_before, -1, 1) + s[:, 1:2] * w_before "
        "+ s[:, 2:] * np.roll(w_before, 1, 1)",
        "It is the weighting after the gate, $w_g$, that is shifted, not that of the step before."),
    Bug("w_s ** gamma[:, None]", "np.exp(gamma[:, None] * w_s)",
        "Sharpening is a power, $\\tilde w^\\gamma$, not a softmax of $\\gamma \\tilde w$: what "
        "has no weight must stay without."),
    Bug("w_s ** gamma[:, None]", "w_s * gamma[:, None]",
        "A factor changes nothing: the sum takes it out again. It is a power, "
        "$\\tilde w^\\gamma$."),
    Bug("power / power.sum(axis=1, keepdims=True)", "power",
        "The sum is missing: after the power the weights no longer add up to 1."),
    Bug("power / power.sum(axis=1, keepdims=True)", "power / power.sum(axis=0, keepdims=True)",
        "Each sequence's weights add up to 1: sum along the places, axis 1."),
)  # fmt: skip

RULES = {
    "w_g": "It is `g[:, None] * w_c + (1 - g[:, None]) * w_before`.",
    "w_s": "It is a sum of three: `w_g` moved back by one, as it is, and moved on by one.",
    "w": "It is $\\tilde w^\\gamma$, divided by its sum along the places.",
}


def trials():
    """Sizes that differ; the right answers are the machine's own."""
    return [_trial(*sizes) for sizes in ((2, 4), (3, 5))]


def _trial(B, N):
    rng = np.random.default_rng([B, N])
    w_c, w_before = rng.dirichlet(np.ones(N), size=(2, B))
    g, s, gamma = rng.uniform(0.2, 0.8, B), rng.dirichlet(np.ones(3), size=B), rng.uniform(2, 4, B)
    w_g = interpolate(w_c[:, None], g[:, None], w_before[:, None])
    w_s = shift(w_g, s[:, None])
    w, _ = sharpen(w_s, gamma[:, None])
    return Trial(
        arguments=(w_c, w_before, g, s, gamma),
        names=("w_c", "w_before", "g", "s", "gamma"),
        returns={"w_g": (B, N), "w_s": (B, N), "w": (B, N)},
        answers={"w_g": w_g[:, 0], "w_s": w_s[:, 0], "w": w[:, 0]},
        rules=RULES,
    )


whole_address = Exercise(
    "one address: gate, shift, sharpen",
    statement=STATEMENT,
    hints=HINTS,
    solution=whole_address,
    bugs=BUGS,
    trials=trials,
    axes={"w_c": "B N", "w_before": "B N", "g": "B", "s": "B 3", "gamma": "B"},
)
