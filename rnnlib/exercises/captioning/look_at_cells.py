"""Soft attention over the cells of a picture."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import AdditiveAttention
from rnnlib.ops import softmax

STATEMENT = r"""
Look at a picture before you write a word. The encoder has made a grid of cells, `a` $(Y, X, C)$,
with $C$ numbers in each; `h` $(H,)$ is the decoder's last state. With `W_a` $(H, A)$, `U_a`
$(C, A)$ and `v_a` $(A,)$,

$$
e_{ij} = v_a \cdot \tanh(h W_a + a_{ij} U_a), \qquad
\alpha_{ij} = \frac{\exp(e_{ij})}{\sum_{i'j'} \exp(e_{i'j'})}, \qquad
z = \sum_{ij} \alpha_{ij}\, a_{ij}
$$

Return `alpha, z`: the map $(Y, X)$, and what is seen, $(C,)$. `softmax` (along the last axis) and
`np` are there. Leave the arguments as they are.
"""

HINTS = (
    "`a @ U_a` is $(Y, X, A)$: a product works on the last axis. `h @ W_a` is $(A,)$ and is added "
    "to every cell.",
    "One softmax over *all* cells: flatten the scores with `e.ravel()`, and give the weights their "
    "shape back with `.reshape(e.shape)`.",
    "`(alpha[:, :, None] * a).sum(axis=(0, 1))` is the sum over rows and columns.",
)


def look_at_cells(a, h, W_a, U_a, v_a):
    e = np.tanh(h @ W_a + a @ U_a) @ v_a
    alpha = softmax(e.ravel()).reshape(e.shape)
    z = (alpha[:, :, None] * a).sum(axis=(0, 1))
    return alpha, z


BUGS = (
    Bug("softmax(e.ravel()).reshape(e.shape)", "softmax(e)",
        "Every *row* of your map adds up to 1. There is one choice among all cells: flatten the "
        "scores before the softmax."),
    Bug("softmax(e.ravel()).reshape(e.shape)",
        "softmax(e.ravel()).reshape(e.shape[::-1]).T",
        "The map is turned on its side: give it back the shape of `e`."),
    Bug("np.tanh(h @ W_a + a @ U_a)", "(h @ W_a + a @ U_a)",
        "The tanh is missing. Without it the state adds the same to all scores, and the map never "
        "moves."),
    Bug("np.tanh(h @ W_a + a @ U_a)", "(np.tanh(h @ W_a) + np.tanh(a @ U_a))",
        "State and cell must meet in *one* tanh. As a sum of two, or without the state, the map "
        "never moves: every word looks at the same place."),
    Bug(".sum(axis=(0, 1))", ".mean(axis=(0, 1))",
        "The weights add up to 1 already: $z$ is a sum, not a mean."),
    Bug("(alpha[:, :, None] * a).sum(axis=(0, 1))",
        "a.reshape(-1, a.shape[2])[alpha.argmax()]",
        "This takes one cell alone, the *hard* attention of the same paper, which has no gradient "
        "by the scores. Here it is the weighted sum of all."),
    Bug("(alpha[:, :, None] * a).sum(axis=(0, 1))", "a.mean(axis=(0, 1))",
        "The mean of all cells does not depend on where was looked."),
)  # fmt: skip

RULES = {
    "alpha": "It is one softmax over all scores, in the shape of the grid.",
    "z": "It is $\\sum_{ij} \\alpha_{ij} a_{ij}$, $C$ numbers.",
}


def trials():
    """Grids of several shapes."""
    return [_trial(2, 3, 2, 3, 4), _trial(3, 2, 4, 2, 3), _trial(4, 4, 3, 5, 2)]


def _trial(Y, X, C, H, A):
    rng = np.random.default_rng([Y, X, C, H, A])
    layer = AdditiveAttention(H, C, A, rng=rng)
    for array in layer.params.values():
        array *= 2
    a, h = rng.normal(size=(Y, X, C)), rng.normal(size=H)
    z, tape = layer.forward(h[None, None], a.reshape(-1, 1, C))
    weights = (np.array(layer.params[name]) for name in ("W_a", "U_a", "v_a"))
    return Trial(
        arguments=(a, h, *weights),
        names=("a", "h", "W_a", "U_a", "v_a"),
        returns={"alpha": (Y, X), "z": (C,)},
        answers={"alpha": np.array(tape["alpha"][0, 0]).reshape(Y, X), "z": np.array(z[0, 0])},
        rules=RULES,
    )


look_at_cells = Exercise(
    "a look at the cells of a picture",
    statement=STATEMENT,
    hints=HINTS,
    solution=look_at_cells,
    bugs=BUGS,
    trials=trials,
    axes={"a": "Y X C", "h": "H", "W_a": "H A", "U_a": "C A", "v_a": "A"},
)
