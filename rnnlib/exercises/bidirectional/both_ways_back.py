"""A bidirectional network, backward."""

import numpy as np

from rnnlib.exercises.bidirectional.both_ways import run_of
from rnnlib.exercises.bidirectional.loops import vanilla, vanilla_back
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial

STATEMENT = r"""
And back. From `dy` $(T, B, 2H)$, the gradient of exercise 2's `y`, make those of the input and of
both layers' parameters. `vanilla_back(dy, x, h, W, U)` is there, the backward pass of chapter 3 for
one direction: it takes the gradient of all states, the inputs and the states, each $(T, B, \cdot)$
*in the order in which that layer read*, and returns `dx, dW, dU, db`, `dx` in the same order.
`ahead` and `back` are the states of the two layers, both in the order of the sequence. Return

`dx, dW, dU, db, dW_r, dU_r, db_r`,

with `dx` in the order of the sequence. Leave the arguments as they are.
"""

HINTS = (
    "`dy` has two halves along its last axis; each goes to its own layer. `H = len(U)`.",
    "For the backward layer turn everything round that has a time axis: its half of `dy`, `x` and "
    "`back`. What comes out has a time axis, too.",
    "x was read by both layers, so its gradient is a sum: `dx + dx_r[::-1]`.",
)


def both_ways_back(dy, x, ahead, back, W, U, W_r, U_r):
    H = len(U)
    dx, dW, dU, db = vanilla_back(dy[..., :H], x, ahead, W, U)
    dx_r, dW_r, dU_r, db_r = vanilla_back(dy[::-1, :, H:], x[::-1], back[::-1], W_r, U_r)
    return dx + dx_r[::-1], dW, dU, db, dW_r, dU_r, db_r


BUGS = (
    Bug("dy[::-1, :, H:]", "dy[:, :, H:]",
        "The backward layer's half of `dy` is in the order of the sequence. It goes into a run "
        "that went the other way: `dy[::-1, :, H:]`."),
    Bug("x[::-1], back[::-1]", "x, back[::-1]",
        "The backward layer did not read `x` but `x[::-1]`."),
    Bug("x[::-1], back[::-1]", "x[::-1], back",
        "`back` is in the order of the sequence; the backward layer's own order is `back[::-1]`."),
    Bug("dx + dx_r[::-1]", "dx + dx_r",
        "The backward layer's `dx` is in the order in which it read: turn it back before adding."),
    Bug("dx + dx_r[::-1]", "dx",
        "The backward layer's part is missing: `x` was read by both, so both gradients are added."),
    Bug("dx + dx_r[::-1]", "dx_r[::-1]",
        "The forward layer's part is missing: `x` was read by both, so both gradients are added."),
    Bug("dx + dx_r[::-1]", "(dx + dx_r[::-1]) / 2",
        "This is the mean of both parts. A gradient is their sum."),
    Bug("dx, dW, dU, db = vanilla_back(dy[..., :H], x, ahead, W, U)",
        "dx, dW, dU, db = vanilla_back(dy[..., H:], x, ahead, W, U)",
        "The forward layer gets the second half of `dy`. Its own is the first, `dy[..., :H]`."),
    Bug("dy[::-1, :, H:]", "dy[::-1, :, :H]",
        "The backward layer gets the first half of `dy`. Its own is the second."),
    Bug("back[::-1], W_r, U_r)", "back[::-1], W, U)",
        "The backward layer's gradient goes through the forward layer's weights. It has its own."),
)  # fmt: skip

RULES = {
    "db": "It is the forward layer's, from the first half of `dy`.",
    "dW": "It is the forward layer's, from the first half of `dy`.",
    "dU": "It is the forward layer's, from the first half of `dy`.",
    "db_r": "It is the backward layer's, from the second half of `dy`, last step first.",
    "dW_r": "It is the backward layer's: `x[::-1]` is what it read.",
    "dU_r": "It is the backward layer's: `back[::-1]` are its states in its own order.",
    "dx": "It is the sum of both layers' `dx`, each in the order of the sequence.",
}


def trials():
    """Runs of different shapes, the right answers from `Bidirectional.backward`."""
    return [_trial(*sizes) for sizes in ((3, 1, 2, 2), (5, 3, 2, 4))]


def _trial(T, B, D, H):
    x, layer, (W, U, b, W_r, U_r, b_r) = run_of(T, B, D, H)
    y, tape = layer.forward(x)
    dy = np.random.default_rng(T).normal(size=y.shape)
    dx, _, grads = layer.backward(tape, dy)
    answers = {f"d{name}": grads[f"forward.{name}"] for name in ("b", "W", "U")}
    answers |= {f"d{name}_r": grads[f"backward.{name}"] for name in ("b", "W", "U")}
    answers["dx"] = dx
    order = ("dx", "dW", "dU", "db", "dW_r", "dU_r", "db_r")
    ahead, back = vanilla(x, W, U, b), vanilla(x[::-1], W_r, U_r, b_r)[::-1].copy()
    return Trial(
        arguments=(dy, x, ahead, back, W, U, W_r, U_r),
        names=("dy", "x", "ahead", "back", "W", "U", "W_r", "U_r"),
        returns={name: answers[name].shape for name in order},
        answers=answers,
        rules=RULES,
    )


both_ways_back = Exercise(
    "a bidirectional network, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=both_ways_back,
    bugs=BUGS,
    trials=trials,
    axes={
        "dy": "T B 2H", "x": "T B D", "ahead": "T B H", "back": "T B H",
        "W": "D H", "U": "H H", "W_r": "D H", "U_r": "H H",
    },
)  # fmt: skip
