"""Teacher forcing: all steps of an output-to-hidden network without a loop."""

import numpy as np

from rnnlib.cells import JordanCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import TeacherForced
from rnnlib.layers.teacher_forced import before

STATEMENT = r"""
In a network with output-to-hidden recurrence each step sees the output of the step before:

$$
\begin{aligned}
h_t &= \tanh(x_t W + y_{t-1} U + b) \\
y_t &= h_t V + b_y
\end{aligned}
$$

Under teacher forcing $y_{t-1}$ is what it *should* have been. Given `x` $(T, B, D)$ and the right
outputs `target` $(T, B, O)$, return the predictions `y` $(T, B, O)$ of all steps, **without a loop
over time**. The first step is told zeros. Leave the arguments as they are.
"""

HINTS = (
    "What is each step told? The target of the step before. All of that is known before anything "
    "is computed.",
    "Shift the targets by one: zeros in front, the last one dropped. "
    "`np.concatenate([np.zeros_like(target[:1]), target[:-1]])`.",
    "`@` multiplies the last axis and takes all steps and sequences along: `x @ W` is $(T, B, H)$.",
)


def forced(x, target, W, U, b, V, b_y):
    given = np.concatenate([np.zeros_like(target[:1]), target[:-1]])
    h = np.tanh(x @ W + given @ U + b)
    return h @ V + b_y


BUGS = (
    Bug("np.concatenate([np.zeros_like(target[:1]), target[:-1]])", "target",
        "Each step is told its own answer. Nothing is left to learn: what it is told is "
        "`target[t - 1]`."),
    Bug("np.concatenate([np.zeros_like(target[:1]), target[:-1]])", "np.roll(target, 1, axis=0)",
        "`np.roll` brings the last target round to the first step, which so knows the end. The "
        "first step is told zeros."),
    Bug("np.concatenate([np.zeros_like(target[:1]), target[:-1]])",
        "np.concatenate([target[1:], np.zeros_like(target[:1])])",
        "Shifted the wrong way: each step is told the answer of the step *after* it."),
    Bug("np.concatenate([np.zeros_like(target[:1]), target[:-1]])",
        "np.concatenate([target[:1], target[:-1]])",
        "The first step is told its own answer. Nothing came before it: it is told zeros."),
    Bug("np.concatenate([np.zeros_like(target[:1]), target[:-1]])", "np.zeros_like(target)",
        "Nobody is told anything: the targets of the steps before must enter through $U$."),
    Bug("h = np.tanh(x @ W + given @ U + b)\n    return h @ V + b_y",
        "y, all_y = np.zeros_like(target[0]), []\n    for x_t in x:\n"
        "        y = np.tanh(x_t @ W + y @ U + b) @ V + b_y\n        all_y.append(y)\n"
        "    return np.array(all_y)",
        "This is the network left to itself: each step sees its own last output, not what it "
        "should have been."),
    Bug("np.tanh(x @ W + given @ U + b)", "x @ W + given @ U + b", "tanh is missing."),
    Bug("np.tanh(x @ W + given @ U + b)", "np.tanh(x @ W + given @ U)", "The bias $b$ is missing."),
    Bug("return h @ V + b_y", "return h @ V", "The output bias $b_y$ is missing."),
    Bug("return h @ V + b_y", "return np.tanh(h @ V + b_y)",
        "The outputs are squashed. They are $h V + b_y$ as they are."),
)  # fmt: skip

RULES = {"y": "It is $\\tanh(x_t W + \\text{target}_{t-1} U + b)\\, V + b_y$ at every step."}


def trials():
    """Runs of several steps and of one; the answers are `TeacherForced`'s."""
    return [_trial(*sizes) for sizes in ((5, 2, 3, 4, 2), (1, 3, 2, 3, 1))]


def _trial(T, B, D, H, O):
    rng = np.random.default_rng([T, B, D, H])
    cell = JordanCell(D, H, O, rng=rng)
    for name in ("b", "b_y"):
        cell.params[name] += rng.normal(size=cell.params[name].shape)
    x, target = rng.normal(size=(T, B, D)), rng.normal(size=(T, B, O))
    y, _ = TeacherForced(cell).forward(x, before(target))
    weights = (np.array(cell.params[name]) for name in ("W", "U", "b", "V", "b_y"))
    return Trial(
        arguments=(x, target, *weights),
        names=("x", "target", "W", "U", "b", "V", "b_y"),
        returns={"y": y.shape},
        answers={"y": y},
        rules=RULES,
    )


all_at_once = Exercise(
    "teacher forcing without a loop",
    statement=STATEMENT,
    hints=HINTS,
    solution=forced,
    bugs=BUGS,
    trials=trials,
    axes={
        "x": "T B D", "target": "T B O", "W": "D H", "U": "O H", "b": "H", "V": "H O", "b_y": "O",
    },
)  # fmt: skip
