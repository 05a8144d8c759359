"""The weights of a GRU, out of one convention into another."""

import numpy as np

from rnnlib.cells import ResetAfterGRUCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
A GRU that PyTorch has trained computes, with column vectors,

$$
\begin{aligned}
r &= \sigma(W_{ir} x + b_{ir} + W_{hr} h^- + b_{hr}) \\
z &= \sigma(W_{iz} x + b_{iz} + W_{hz} h^- + b_{hz}) \\
n &= \tanh(W_{in} x + b_{in} + r \odot (W_{hn} h^- + b_{hn})) \\
h &= (1 - z) \odot n + z \odot h^-
\end{aligned}
$$

It keeps `weight_ih` $(3H, D)$, `weight_hh` $(3H, H)$, `bias_ih` and `bias_hh`, both $(3H,)$: three
blocks each, one below the other, $r, z, n$. Our `ResetAfterGRUCell` computes the same with row
vectors and a gate that writes:

$$
\begin{aligned}
r, u &= \sigma(x W + h^- U + b) \\
n &= \tanh(x W + b + r \odot (h^- U + b_U)) \\
h &= u \odot n + (1 - u) \odot h^-
\end{aligned}
$$

Return its `W` $(D, 3H)$, `U` $(H, 3H)$, `b` $(3H,)$, three blocks $r, u, n$ side by side, and `b_U`
$(H,)$. Leave the arguments as they are.
"""

HINTS = (
    "Three things differ: rows for columns, one bias for two, and which way the middle gate "
    "points. Settle them one after the other.",
    "$u = 1 - z$, and $1 - \\sigma(a) = \\sigma(-a)$: everything that enters the middle gate "
    "changes its sign, weights and biases alike.",
    "For $r$ and $u$ the two biases are just added. In the candidate only `bias_hh` stands inside "
    "the parentheses that $r$ multiplies: its last block is `b_U`, and `b` gets `bias_ih` alone.",
)


def from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh):
    H = weight_hh.shape[1]
    sign = np.ones(3 * H)
    sign[H : 2 * H] = -1
    W = weight_ih.T * sign
    U = weight_hh.T * sign
    b = bias_ih.copy()
    b[: 2 * H] += bias_hh[: 2 * H]
    b = b * sign
    b_U = bias_hh[2 * H :]
    return W, U, b, b_U


_SIGN = "sign[H : 2 * H] = -1"
_BIAS = "b[: 2 * H] += bias_hh[: 2 * H]"
BUGS = (
    Bug(_SIGN, "sign[H : 2 * H] = 1",
        "PyTorch's middle gate keeps, ours writes: $u = 1 - z = \\sigma(-a)$. Its block must "
        "change sign, in the weights and in the bias."),
    Bug(_SIGN, "sign[:H] = -1",
        "The block that changes sign is that of the middle gate, $z$; the first one is $r$."),
    Bug(_SIGN, "sign[:] = -1",
        "Only the middle gate changes sign: $r$ and $n$ mean the same in both."),
    Bug("weight_ih.T * sign", "weight_ih.T",
        "`W` has kept the sign of the middle block: everything that enters $z$ changes sign."),
    Bug("weight_hh.T * sign", "weight_hh.T",
        "`U` has kept the sign of the middle block: everything that enters $z$ changes sign."),
    Bug("b = b * sign", "b = b * 1",
        "`b` has kept the sign of the middle block: the bias enters $z$, too."),
    Bug(_BIAS, "b += bias_hh",
        "The last block of `bias_hh` stands inside the parentheses that $r$ multiplies: it is "
        "`b_U`, and has no place in `b`."),
    Bug(_BIAS, "b = b + 0",
        "`bias_hh` of the gates is missing: in $r$ and $z$ both biases add up."),
    Bug("b_U = bias_hh[2 * H :]", "b_U = np.zeros(H)",
        "`b_U` is the last block of `bias_hh`: it is the bias that $r$ multiplies."),
    Bug("b_U = bias_hh[2 * H :]", "b_U = bias_ih[2 * H :]",
        "`b_U` is the last block of `bias_hh`, the bias beside $W_{hn} h^-$."),
    Bug("b_U = bias_hh[2 * H :]", "b_U = bias_hh[:H]",
        "`b_U` belongs to the candidate, whose block is the last one."),
    Bug("return W, U", "return W[:, [*range(H, 2 * H), *range(H), *range(2 * H, 3 * H)]], U",
        "Blocks swapped: PyTorch has $r, z, n$, one below the other, in our order. (Keras has "
        "$z, r, n$.)"),
)  # fmt: skip

RULES = {
    "W, gate r": "It is the first block of rows of `weight_ih`, transposed.",
    "W, gate u": "It is the second block of rows of `weight_ih`, transposed, with the other sign.",
    "W, gate n": "It is the last block of rows of `weight_ih`, transposed.",
    "U, gate r": "It is the first block of rows of `weight_hh`, transposed.",
    "U, gate u": "It is the second block of rows of `weight_hh`, transposed, with the other sign.",
    "U, gate n": "It is the last block of rows of `weight_hh`, transposed.",
    "b, gate r": "It is the sum of the first blocks of both biases.",
    "b, gate u": "It is the sum of the second blocks of both biases, with the other sign.",
    "b, gate n": "It is the last block of `bias_ih`.",
    "b_U": "It is the last block of `bias_hh`.",
}


def trials():
    """Weights of two sizes; the right answers are those that they were made from."""
    return [_trial(*sizes) for sizes in ((1, 2), (3, 4))]


def _trial(D, H):
    rng = np.random.default_rng([D, H])
    cell = ResetAfterGRUCell(D, H, rng=rng)
    W, U = cell.params["W"], cell.params["U"]
    b, b_U, split = rng.normal(size=3 * H), rng.normal(size=H), rng.normal(size=2 * H)
    blocks = {name: np.split(value, 3, axis=-1) for name, value in (("W", W), ("U", U), ("b", b))}
    theirs = {name: [r.T, -u.T, n.T] for name, (r, u, n) in blocks.items()}
    first, second, last = theirs["b"]
    bias_ih = np.concatenate((first - split[:H], second - split[H:], last))
    bias_hh = np.concatenate((split, b_U))
    answers = {
        f"{name}, gate {gate}": block
        for name, parts in blocks.items()
        for gate, block in zip("run", parts, strict=True)
    }
    return Trial(
        arguments=(np.vstack(theirs["W"]), np.vstack(theirs["U"]), bias_ih, bias_hh),
        names=("weight_ih", "weight_hh", "bias_ih", "bias_hh"),
        returns={"W": (D, 3 * H), "U": (H, 3 * H), "b": (3 * H,), "b_U": (H,)},
        answers=answers | {"b_U": b_U},
        rules=RULES,
        gates=("r", "u", "n"),
    )


from_pytorch = Exercise(
    "weights from PyTorch's convention into ours",
    statement=STATEMENT,
    hints=HINTS,
    solution=from_pytorch,
    bugs=BUGS,
    trials=trials,
    axes={"weight_ih": "3H D", "weight_hh": "3H H", "bias_ih": "3H", "bias_hh": "3H"},
)
