"""A bidirectional network, forward."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.bidirectional.loops import vanilla
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Bidirectional, Recurrent

STATEMENT = r"""
Put a bidirectional network together. `vanilla(x, W, U, b)` is there: it runs the plain network of
chapter 1 along `x` in the order in which it stands and returns its states $(T, B, H)$. `W, U, b`
are those of the forward layer, `W_r, U_r, b_r` those of the backward layer (*r* for reversed). All
sequences have $T$ steps; there is no padding. Return

- `y` $(T, B, 2H)$: beside one another, for each step $t$ of the sequence, the forward layer's
  state and the backward layer's, the forward one first;
- `summary` $(B, 2H)$: beside one another, the state of each layer **when it has read everything**.
"""

HINTS = (
    "`vanilla(x[::-1], W_r, U_r, b_r)` is the backward layer. What is the first row of what it "
    "returns, and beside which row of the forward layer does it belong?",
    "It returns its states in the order in which it read, the last step first. `[::-1]` once more "
    "brings them into the order of the sequence.",
    "`np.concatenate((ahead, back), axis=2)`. In the order of the sequence, the backward layer "
    "comes to its end at step 1: that is `back[0]`.",
)


def both_ways(x, W, U, b, W_r, U_r, b_r):
    ahead = vanilla(x, W, U, b)
    back = vanilla(x[::-1], W_r, U_r, b_r)[::-1]
    y = np.concatenate((ahead, back), axis=2)
    summary = np.concatenate((ahead[-1], back[0]), axis=1)
    return y, summary


BUGS = (
    Bug("back = vanilla(x[::-1], W_r, U_r, b_r)[::-1]", "back = vanilla(x[::-1], W_r, U_r, b_r)",
        "The backward layer's states are in the order in which it read: beside the first step "
        "stands what it made of the last. Turn them back, `[::-1]`."),
    Bug("back = vanilla(x[::-1], W_r, U_r, b_r)[::-1]", "back = vanilla(x, W_r, U_r, b_r)",
        "The second layer reads forward, too: give it `x[::-1]`."),
    Bug("back = vanilla(x[::-1], W_r, U_r, b_r)[::-1]", "back = vanilla(x, W_r, U_r, b_r)[::-1]",
        "The second layer reads forward, and then its states are turned round. It is x that must "
        "be reversed first."),
    Bug("back = vanilla(x[::-1], W_r, U_r, b_r)[::-1]",
        "back = vanilla(x[:, ::-1], W_r, U_r, b_r)[::-1]",
        "`x[:, ::-1]` reverses the batch. Time is the first axis: `x[::-1]`."),
    Bug("vanilla(x[::-1], W_r, U_r, b_r)", "vanilla(x[::-1], W, U, b)",
        "Both directions use the forward layer's weights. Each has its own."),
    Bug("np.concatenate((ahead, back), axis=2)", "np.concatenate((back, ahead), axis=2)",
        "The halves have changed places: the forward layer comes first."),
    Bug("(ahead[-1], back[0])", "(ahead[-1], back[-1])",
        "`back[-1]` is the backward layer's *first* step: it has read one input. It has read "
        "everything when it comes to the first step of the sequence, `back[0]`."),
    Bug("(ahead[-1], back[0])", "(ahead[0], back[0])",
        "`ahead[0]` has read one input. The forward layer has read everything at the last step."),
    Bug("(ahead[-1], back[0])", "(back[0], ahead[-1])",
        "The halves of the summary have changed places: the forward layer comes first."),
)  # fmt: skip

RULES = {
    "y": "Row $t$ holds the forward layer's state after steps 1 … t, and the backward layer's "
    "after steps T … t.",
    "summary": "It is `ahead[-1]` beside `back[0]`, in the order of the sequence.",
}


def trials():
    """Runs of different shapes, the right answers from `Bidirectional`."""
    return [_trial(*sizes) for sizes in ((3, 2, 2, 2), (5, 3, 2, 4), (1, 2, 3, 2))]


def _trial(T, B, D, H):
    x, layer, weights = run_of(T, B, D, H)
    y, tape = layer.forward(x)
    return Trial(
        arguments=(x, *weights),
        names=("x", "W", "U", "b", "W_r", "U_r", "b_r"),
        returns={"y": (T, B, 2 * H), "summary": (B, 2 * H)},
        answers={"y": np.array(y), "summary": layer.summary(tape)},
        rules=RULES,
    )


def run_of(T, B, D, H):
    """A random batch, a bidirectional layer with biases, and its weights as six arrays."""
    rng = np.random.default_rng([T, B, D, H])
    cells = [VanillaCell(D, H, rng=rng) for _ in range(2)]
    for cell in cells:
        cell.params["b"] += rng.normal(size=H)
    weights = [np.array(cell.params[name]) for cell in cells for name in "WUb"]
    return rng.normal(size=(T, B, D)), Bidirectional(*map(Recurrent, cells)), weights


AXES = {
    "x": "T B D", "W": "D H", "U": "H H", "b": "H", "W_r": "D H", "U_r": "H H", "b_r": "H",
}  # fmt: skip

both_ways = Exercise(
    "a bidirectional network, forward",
    statement=STATEMENT,
    hints=HINTS,
    solution=both_ways,
    bugs=BUGS,
    trials=trials,
    axes=AXES,
)
