"""One step of a plain recurrent network."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
Write one step of the network, for a whole batch at once. Everything is a row: `x` is $(B, D)$, one
input row for each sequence, `h_` is $h^-$, $(B, H)$. The parameters are `W` $(D, H)$, `U` $(H, H)$
and `b` $(H,)$.

$$h = \tanh(x W + h^- U + b)$$

Return `h`, $(B, H)$. Leave the arguments as they are.
"""

HINTS = (
    "Work from the shapes. $(B, D)$ times $(D, H)$ is $(B, H)$, and so is $(B, H)$ times $(H, H)$: "
    "the two can be added.",
    "In NumPy a matrix product is `@`. A row `b` that is added to $(B, H)$ is added to every line.",
    "First the sum: `a = x @ W + h_ @ U + b`. Then `np.tanh` of all of it.",
)


def step(x, h_, W, U, b):
    a = x @ W + h_ @ U + b
    return np.tanh(a)


BUGS = (
    Bug(" + b", "", "The bias is missing: `+ b`."),
    Bug(" + h_ @ U", "",
        "The old state plays no part: $h^- U$ is missing, and with it the memory."),
    Bug("x @ W + ", "", "The input plays no part: $x W$ is missing."),
    Bug("h_ @ U", "h_ @ U.T",
        "`U` is transposed. That is right where states are columns, $U h$; here they are rows, "
        "$h^- U$."),
    Bug("h_ @ U", "h_ * np.diag(U)",
        "The state is multiplied by `U` element by element: `*`. A matrix product is `@`; only so "
        "does one unit hear of another."),
    Bug("h_ @ U", "h_", "The old state is added as it is. It must go through `U`: `h_ @ U`."),
    Bug("x @ W + h_ @ U", "x @ U + h_ @ W",
        "`W` and `U` have traded places. Here $W$ belongs to the input and $U$ to the state; in "
        "the textbook it is the other way round."),
    Bug("x @ W + h_ @ U", "W @ x + U @ h_",
        "The order is turned round. Inputs and states are rows and stand on the left: `x @ W`."),
    Bug("+ b", "+ 2 * b", "The bias is added twice. There is one `b` for the whole sum."),
    Bug("np.tanh(a)", "np.maximum(a, 0)",
        "That is a rectifier. Here the state is squashed by tanh, to −1 … 1."),
    Bug("np.tanh(a)", "a", "tanh is missing: without it the state is a linear map of the past."),
    Bug("np.tanh(a)", "1 / (1 + np.exp(-a))",
        "That is σ, which is never negative. A state is squashed by tanh, to −1 … 1."),
    Bug("np.tanh(a)", "np.tanh(x @ W + b) + h_ @ U",
        "tanh comes too early: it squashes the input alone. First add everything up, then squash "
        "the sum, or nothing bounds the state."),
    Bug("np.tanh(a)", "np.tanh(x @ W + h_ @ U) + b",
        "The bias comes too late: it belongs to the sum that is squashed."),
    Bug("np.tanh(a)", "np.tanh(x @ W) + np.tanh(h_ @ U) + b",
        "Each part is squashed by itself. First add everything up, then squash the sum once."),
    Bug("np.tanh(a)", "h_ + np.tanh(a)",
        "The old state is added once more, outside tanh. It enters through `U` alone."),
)  # fmt: skip

RULES = {"h": "It is $\\tanh(x W + h^- U + b)$."}


def trials():
    """A step with B = D = H, in which a wrong turn shows as wrong numbers, and one of different
    sizes; the right answers are those of a `VanillaCell`."""
    return [_trial(*sizes) for sizes in ((2, 2, 2), (3, 2, 4))]


def _trial(B, D, H):
    rng = np.random.default_rng([B, D, H])
    cell = VanillaCell(D, H, rng=rng)
    cell.params["b"][:] = rng.normal(size=H)
    x, h_ = rng.normal(size=(B, D)), rng.uniform(-1, 1, size=(B, H))
    y, _ = Recurrent(cell).forward(x[None], (h_,))
    W, U, b = (np.array(cell.params[name]) for name in "WUb")
    return Trial(
        arguments=(x, h_, W, U, b),
        names=("x", "h_", "W", "U", "b"),
        returns={"h": (B, H)},
        answers={"h": np.array(y[0])},
        rules=RULES,
    )


one_step = Exercise(
    "one step of a recurrent network",
    statement=STATEMENT,
    hints=HINTS,
    solution=step,
    bugs=BUGS,
    trials=trials,
    axes={"x": "B D", "h_": "B H", "W": "D H", "U": "H H", "b": "H"},
)
