"""One row of a Row LSTM."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.pixels import RowLSTM
from rnnlib.ops import sigmoid

STATEMENT = r"""
Compute one row of a Row LSTM for one picture. `h` and `c` $(C, H)$ are the states of the row above,
`z_x` $(C, 4H)$ is what the masked convolution of the inputs, with the bias, gives for this row, and
`K` $(3, H, 4H)$ is the state-to-state kernel, 3 wide:

$$
z_j = z^x_j + h_{j-1} K_0 + h_j K_1 + h_{j+1} K_2, \qquad
c'_j = f \odot c_j + i \odot g, \qquad h'_j = o \odot \tanh(c'_j)
$$

The columns of $z$ are the blocks $i, f, o, g$; $i, f, o = \sigma(\cdot)$ and $g = \tanh(\cdot)$.
Outside of the row $h$ is 0. Return `z, c_new, h_new`. `sigmoid` and `np` are there. Leave the
arguments as they are.
"""

HINTS = (
    "With a row of zeros before and one behind, `padded = np.pad(h, ((1, 1), (0, 0)))`, what lies "
    "on the left of all columns is `padded[:-2]`, and what lies on the right `padded[2:]`.",
    "The kernel looks at both sides: the row above is known as a whole, so nothing is masked here.",
    "`i, f, o, g = np.split(z, 4, axis=1)`, and then the equations of every LSTM. $c$ is taken "
    "from straight above, not from the neighbours.",
)


def row_step(h, c, z_x, K):
    padded = np.pad(h, ((1, 1), (0, 0)))
    z = z_x + padded[:-2] @ K[0] + padded[1:-1] @ K[1] + padded[2:] @ K[2]
    i, f, o, g = np.split(z, 4, axis=1)
    c_new = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h_new = sigmoid(o) * np.tanh(c_new)
    return z, c_new, h_new


BUGS = (
    Bug(" + padded[2:] @ K[2]", "",
        "The right neighbour is missing. In the row *above* it is known: no mask is needed here."),
    Bug("padded[:-2] @ K[0] + ", "", "The left neighbour is missing."),
    Bug("padded[:-2] @ K[0] + padded[1:-1] @ K[1] + padded[2:] @ K[2]",
        "padded[2:] @ K[0] + padded[1:-1] @ K[1] + padded[:-2] @ K[2]",
        "Left and right have changed places: $K_0$ reads $h_{j-1}$, the left one. "
        "(This is a convolution as all of deep learning writes it, without a flip.)"),
    Bug("padded = np.pad(h, ((1, 1), (0, 0)))", "padded = np.concatenate((h[-1:], h, h[:1]))",
        "The row goes round in a ring: what lies outside of it is 0."),
    Bug("padded = np.pad(h, ((1, 1), (0, 0)))", "padded = np.concatenate((h[:1], h, h[-1:]))",
        "The edges are repeated: what lies outside of the row is 0."),
    Bug("z_x + padded", "padded", "The inputs are missing: `z_x` belongs to the sum."),
    Bug("sigmoid(f) * c +", "c +",
        "The forget gate is missing: $f \\odot c$ is what is kept of the row above."),
    Bug("sigmoid(i) * np.tanh(g)", "sigmoid(i) * sigmoid(g)",
        "The candidate $g$ has a tanh: else a cell could only grow."),
    Bug("sigmoid(i) * np.tanh(g)", "sigmoid(i) * g", "The candidate's tanh is missing."),
    Bug("sigmoid(f) * c + sigmoid(i) * np.tanh(g)", "sigmoid(i) * c + sigmoid(f) * np.tanh(g)",
        "Input and forget gate have changed places: the blocks of $z$ are $i, f, o, g$."),
    Bug("sigmoid(o) * np.tanh(c_new)", "sigmoid(o) * c_new", "The tanh of the new $c$ is missing."),
    Bug("sigmoid(o) * np.tanh(c_new)", "sigmoid(o) * np.tanh(c)",
        "$h$ shows the *new* $c$, not the one of the row above."),
)  # fmt: skip

RULES = {
    "z": "It is `z_x` and three products, one for each neighbour in the row above.",
    "c_new": "It is $f \\odot c + i \\odot g$, place by place.",
    "h_new": "It is $o \\odot \\tanh$ of the new $c$.",
}


def trials():
    """Rows of different lengths; the right answers from the layer."""
    return [_trial(*sizes) for sizes in ((4, 2), (6, 3))]


def _trial(C, H):
    rng = np.random.default_rng([C, H])
    layer = RowLSTM(2, H, rng=rng)
    for p in layer.params.values():
        p[...] = rng.normal(size=p.shape)
    x, (h, c) = rng.normal(size=(1, C, 1, 2)), rng.normal(size=(2, C, H))
    z_x = layer.inputs.forward(x)[0][0, :, 0]
    _, tape = layer.forward(x, (h[:, None], c[:, None]))
    z = z_x + (layer.around(h[:, None]) @ layer.K.reshape(-1, 4 * H))[:, 0]
    answers = {"z": z, "c_new": tape.final[1][:, 0], "h_new": tape.final[0][:, 0]}
    return Trial(
        arguments=(h, c, z_x, layer.K.copy()),
        names=("h", "c", "z_x", "K"),
        returns={name: a.shape for name, a in answers.items()},
        answers=answers,
        rules=RULES,
    )


row_step = Exercise(
    "a row of a Row LSTM",
    statement=STATEMENT,
    hints=HINTS,
    solution=row_step,
    bugs=BUGS,
    trials=trials,
    axes={"h": "C H", "c": "C H", "z_x": "C 4H", "K": "3 H 4H"},
)
