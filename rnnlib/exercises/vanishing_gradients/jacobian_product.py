"""How the last state moves with every earlier one: a product of Jacobians."""

import numpy as np

from rnnlib.analysis import jacobians, products
from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
A plain network has read one sequence; `h` $(T, H)$ are its states, `h[t - 1]` that of step $t$, and
`U` $(H, H)$ is its recurrent matrix. Return `P` $(T, H, H)$ with

$$\frac{\partial h_T}{\partial h_k} = J_T\, J_{T-1} \cdots J_{k+1}, \qquad
J_t = \mathrm{diag}(1 - h_t^2)\, U^\top$$

in place `k - 1`, for $k = 1 \ldots T$. The last one is the unit matrix. Row $i$, column $j$ says
how $(h_T)_i$ moves with $(h_k)_j$.
"""

HINTS = (
    "Walk from right to left: $\\partial h_T / \\partial h_k = \\partial h_T / \\partial h_{k+1} "
    "\\cdot J_{k+1}$. Each product is the one after it times one more Jacobian.",
    "$\\mathrm{diag}(v)\\,A$ multiplies the *rows* of $A$: in NumPy `v[:, None] * A`.",
    "In place `k` stands what belongs to step $k + 1$, so the next Jacobian is made of `h[k + 1]`: "
    "`J = (1 - h[k + 1] ** 2)[:, None] * U.T`, then `P[k] = P[k + 1] @ J`.",
)


def jacobian_product(h, U):
    T, H = h.shape
    P = np.zeros((T, H, H))
    P[-1] = np.eye(H)
    for k in reversed(range(T - 1)):
        J = (1 - h[k + 1] ** 2)[:, None] * U.T
        P[k] = P[k + 1] @ J
    return P


BUGS = (
    Bug("* U.T", "* U",
        "$U$ is used as it stands: with rows, $a = h^- U$, so $\\partial a_i / \\partial h^-_j = "
        "U_{ji}$. It is $U^\\top$ here."),
    Bug("[:, None] * U.T", "* U.T",
        "The slopes multiply the columns: $\\mathrm{diag}(1 - h_t^2)$ stands on the left and "
        "scales *rows*, one for each unit of the new state. `(1 - h[k + 1] ** 2)[:, None]`."),
    Bug("(1 - h[k + 1] ** 2)[:, None] * U.T", "U * (1 - h[k + 1] ** 2)",
        "Each Jacobian is the transpose of the right one, $U\\, \\mathrm{diag}(1 - h_t^2)$: that "
        "takes a state's small move forward. Row $i$ must belong to unit $i$ of the *new* state: "
        "$\\mathrm{diag}(1 - h_t^2)\\, U^\\top$."),
    Bug("h[k + 1] ** 2", "h[k] ** 2",
        "Off by one: the step from $h_k$ to $h_{k+1}$ passes the tanh of step $k + 1$, so the "
        "slope is that of `h[k + 1]`."),
    Bug("P[k + 1] @ J", "J @ P[k + 1]",
        "The order is turned round: the later Jacobian stands on the left, "
        "$J_T \\cdots J_{k+1}$, so the new one is multiplied from the *right*."),
    Bug("P[k + 1] @ J", "P[k + 1] * J",
        "`*` multiplies entry by entry. One Jacobian after another is a matrix product, `@`."),
    Bug("P[k] = P[k + 1] @ J", "P[k] = J",
        "This is one step's Jacobian. On the way from $h_T$ to $h_k$ all of them are multiplied."),
    Bug("(1 - h[k + 1] ** 2)", "(1 - h[k + 1])",
        "The slope of tanh, written by what it gave, is $1 - h^2$."),
    Bug("(1 - h[k + 1] ** 2)", "(1 - np.tanh(h[k + 1]) ** 2)",
        "The slope of tanh is $1 - \\tanh(a)^2$, and $\\tanh(a)$ is $h$ itself: one tanh too "
        "many."),
    Bug("return P", "return P @ ((1 - h**2)[:, :, None] * U.T)",
        "One Jacobian too many: place $k - 1$ also holds $J_k$, which leads on to $h_{k-1}$. The "
        "last place is the unit matrix: from $h_T$ to itself it is no step."),
    Bug("np.eye(H)", "0",
        "All is 0: the last place must be the unit matrix, `np.eye(H)`, for the products to begin "
        "with."),
    Bug("return P", "return P[::-1]",
        "The places are in the wrong order: place $k - 1$ belongs to $h_k$, so the unit matrix "
        "stands last."),
    Bug("return P", "return P.swapaxes(1, 2)",
        "Each matrix is the transpose of the right one: row $i$ must belong to $(h_T)_i$. Write "
        "$J_T \\cdots J_{k+1}$ from left to right, each as $\\mathrm{diag}(1 - h_t^2)\\,U^\\top$."),
)  # fmt: skip

RULES = {"P": "Each place is the next one times one more Jacobian."}


def trials():
    """Runs of a `VanillaCell`, their products by `rnnlib.analysis`."""
    return [_trial(*sizes) for sizes in ((2, 1), (3, 2), (6, 3))]


def _trial(T, H):
    rng = np.random.default_rng([T, H])
    cell = VanillaCell(2, H, rng=rng)
    cell.params["U"][:] = rng.normal(size=(H, H))
    _, tape = Recurrent(cell).forward(rng.normal(size=(T, 1, 2)))
    return Trial(
        arguments=(np.array(tape["h"][:, 0]), np.array(cell.params["U"])),
        names=("h", "U"),
        returns={"P": (T, H, H)},
        answers={"P": products(jacobians(tape))[1:]},
        rules=RULES,
        steps=True,
    )


jacobian_product = Exercise(
    "a product of Jacobians",
    statement=STATEMENT,
    hints=HINTS,
    solution=jacobian_product,
    bugs=BUGS,
    trials=trials,
    axes={"h": "T H", "U": "H H"},
)
