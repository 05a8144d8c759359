"""One step of a plain recurrent network, backward."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
Forward, the step was `a = x @ W + h_ @ U + b` and `h = tanh(a)`, with `x` $(B, D)$ and `h_`, `h`
$(B, H)$. Now undo it, from its last line to its first. What arrives is $\partial L / \partial h$
(`dh`), everything that the loss feels when $h$ moves.

Return `dx, dh_, dW, dU, db`, each with the shape of what it belongs to. Leave the arguments as they
are: others still need them.
"""

HINTS = (
    "First through the tanh, to `da`. The slope of tanh at $a$ is $1 - \\tanh^2(a)$, and "
    "$\\tanh(a)$ is `h`, which you hold: no tanh is called here at all.",
    "Through a matrix product $a = x W$ the gradients go as $dx = da\\, W^\\top$ and "
    "$dW = x^\\top da$. If you are unsure where the transpose belongs, look at the shapes.",
    "$U$ is to $h^-$ what $W$ is to $x$. The bias is added to every row of the batch, so the rows "
    "of `da` are added up: `da.sum(0)`.",
)


def step_back(dh, h, x, h_, W, U):
    da = dh * (1 - h**2)
    dx, dh_ = da @ W.T, da @ U.T
    dW, dU, db = x.T @ da, h_.T @ da, da.sum(0)
    return dx, dh_, dW, dU, db


_SLOPE = "dh * (1 - h**2)"
BUGS = (
    Bug(_SLOPE, "dh", "tanh′ is missing: $h = \\tanh(a)$, so `da` is `dh` times $1 - h^2$."),
    Bug(_SLOPE, "dh * (1 - np.tanh(h)**2)",
        "tanh′ is applied to the activation: `h` is tanh(a) already, so the slope is $1 - h^2$."),
    Bug(_SLOPE, "dh * (1 - h_**2)",
        "Off by one: the slope belongs to the state that this step made, `h`, not to `h_`."),
    Bug(_SLOPE, "dh * h * (1 - h)", "$h (1 - h)$ is the slope of σ. That of tanh is $1 - h^2$."),
    Bug(_SLOPE, "dh * (1 - h)**2", "Mind the brackets: the slope is $1 - h^2$, not $(1 - h)^2$."),
    Bug(_SLOPE, "dh * (1 - h)", "The square is missing: the slope is $1 - h^2$."),
    Bug(_SLOPE, "1 - h**2",
        "`dh` is missing: the chain rule multiplies what arrives by the slope."),
    Bug(_SLOPE, "dh * (1 - np.tanh(x @ W + h_ @ U) ** 2)",
        "`b` is missing in your $a$, and you need no $a$: $\\tanh(a)$ is `h`, which you hold."),
    Bug("da @ U.T", "da @ U", "On the way back $U$ is transposed: $dh^- = da\\, U^\\top$."),
    Bug("da @ U.T", "dh @ U.T",
        "`dh_` bypasses the tanh: it starts from `da`, not from `dh`."),
    Bug("da @ W.T", "dh @ W.T", "`dx` bypasses the tanh: it starts from `da`, not from `dh`."),
    Bug("h_.T @ da", "h.T @ da",
        "Off by one: $U$ acted on the old state, so $dU = (h^-)^\\top da$."),
    Bug("h_.T @ da", "da.T @ h_", "$dU$ is transposed: row $j$ belongs to $h^-_j$."),
    Bug("x.T @ da", "x.T @ da / len(x)",
        "`dW` is the sum over the batch, not the mean: the loss has taken the mean already."),
    Bug("h_.T @ da", "h_.T @ da / len(x)",
        "`dU` is the sum over the batch, not the mean: the loss has taken the mean already."),
    Bug("x.T @ da", "x.T @ dh", "`dW` bypasses the tanh: it starts from `da`, not from `dh`."),
    Bug("h_.T @ da", "h_.T @ dh", "`dU` bypasses the tanh: it starts from `da`, not from `dh`."),
    Bug("da.sum(0)", "dh.sum(0)", "`db` bypasses the tanh: it starts from `da`, not from `dh`."),
    Bug("x.T @ da, h_.T @ da, da.sum(0)", "x.T @ da / len(x), h_.T @ da / len(x), da.mean(0)",
        "All three are sums over the batch, not means: the loss has taken the mean already."),
    Bug("da.sum(0)", "da.mean(0)", "`db` is the sum over the batch, not the mean."),
)  # fmt: skip

RULES = {
    "db": "It is the sum over the batch of $da = dh \\odot (1 - h^2)$.",
    "dh_": "It is $da\\, U^\\top$.",
    "dx": "It is $da\\, W^\\top$.",
    "dW": "It is $x^\\top da$.",
    "dU": "It is $(h^-)^\\top da$.",
}


def trials():
    """Steps of different shapes, the right answers given by the backward run of a `VanillaCell`."""
    return [_trial(*sizes) for sizes in ((1, 2, 3), (4, 3, 2))]


def _trial(B, D, H):
    rng = np.random.default_rng([B, D, H])
    cell = VanillaCell(D, H, rng=rng)
    cell.params["b"] += rng.normal(size=H)
    layer = Recurrent(cell)
    x, h_, dh = (rng.normal(size=(B, n)) for n in (D, H, H))
    y, tape = layer.forward(x[None], (h_,))
    dx, (dh_,), grads = layer.backward(tape, dh[None])
    W, U = (np.array(cell.params[name]) for name in "WU")
    answers = {"db": grads["b"], "dh_": dh_, "dx": dx[0], "dW": grads["W"], "dU": grads["U"]}
    return Trial(
        arguments=(dh, np.array(y[0]), x, h_, W, U),
        names=("dh", "h", "x", "h_", "W", "U"),
        returns={name: answers[name].shape for name in ("dx", "dh_", "dW", "dU", "db")},
        answers=answers,
        rules=RULES,
    )


rnn_step_back = Exercise(
    "one step of a plain network, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=step_back,
    bugs=BUGS,
    trials=trials,
    axes={"dh": "B H", "h": "B H", "x": "B D", "h_": "B H", "W": "D H", "U": "H H"},
)
