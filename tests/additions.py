"""What a newcomer adds to a copy of the project: each addition as {path: text} of new files."""

CELL = {
    "rnnlib/cells/leaky.py": '''\
"""A leaky integrator."""

from numpy import add, multiply, subtract, tanh

from rnnlib.cells.base import Cell
from rnnlib.ops import tanh_slope


class LeakyCell(Cell):
    """h = ¾ h⁻ + ¼ n, n = tanh(a), a = x W + h⁻ U + b."""

    gates, extras, factors = ("a",), ("n",), ("A",)
    equations = {"a": "{z_a}", "n": "tanh({a})", "h": "0.75⊙{h⁻} + 0.25⊙{n}"}

    @staticmethod
    def step(S, xeh, a, n, h_, h):
        S.dot(xeh, a)  # a = x W + h⁻ U + b
        tanh(a, n)
        subtract(n, h_, h)
        multiply(h, 0.25, h)
        add(h_, h, h)  # h = h⁻ + ¼ (n − h⁻)

    @staticmethod
    def local(n, K, A):
        tanh_slope(n, K)
        K *= 0.25  # ∂h/∂a
        A[...] = 0.75  # ∂h/∂h⁻

    @staticmethod
    def step_back(U, dh, dz, K, A, dh_, tmp):
        multiply(dh, K, dz)
        multiply(dh, A, tmp)
        add(dh_, tmp, dh_)  # h⁻ is seen by h ...
        U.dot(dz, tmp)
        add(dh_, tmp, dh_)  #   ... and by a
'''
}
DRAWING = {
    "rnnlib/diagrams/cells/leaky.py": '''\
"""The leaky integrator: drawn as the plain network, whose state leaks."""

from dataclasses import replace

import numpy as np

from rnnlib.diagrams.base import HIDDEN_BACK, Stage
from rnnlib.diagrams.cells.vanilla import STAGES, VANILLA


def through(s, held, blocks, cell):
    past = 0.75 * s["∂L/∂h"] + s["∂L/∂z_a"] @ blocks["a"][1].T
    return {"∂L/∂h⁻": np.where(held, s["∂L/∂h"], past)}


SUM = replace(STAGES[0], backward={"∂L/∂z_a": "0.25·{∂L/∂h}·(1 − {n}²)"})
LEAK = Stage(
    "leak",
    ("n", "h"),
    "A quarter of {n} = {=n} comes in: {h} = {=h}.",
    {"∂L/∂h": HIDDEN_BACK},
    "The state receives {∂L/∂h} = {=∂L/∂h}.",
)
LEAKY = replace(
    VANILLA, cell="Leaky", stages=(SUM, LEAK), through=through, shows="A leaky integrator."
)
'''
}
EXERCISE = '''\
"""Warm-up: {name}."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial


def {name}(h):
    return h * 2


def trials():
    h = np.arange(6.0).reshape(1, 2, 3) + 1
    return [Trial((h,), ("h",), {{"y": h.shape}}, {{"y": h + h}}, {{"y": "It is twice `h`."}})]


{name} = Exercise(
    "{name}",
    statement="Return twice `h` $(T, B, H)$.",
    hints=("Twice is `* 2`.", "Or a sum.", "`h * 2`."),
    solution={name},
    bugs=(Bug("h * 2", "h**2", "That is the square."),),
    trials=trials,
    axes={{"h": "T B H"}},
)
'''
NAMES = ("twice", "doubled", "two_times")
EXERCISES = {f"rnnlib/exercises/echoes/{name}.py": EXERCISE.format(name=name) for name in NAMES}
COURSE = f"""    Chapter(
        "99_echoes",
        "Echoes",
        "What comes back?",
        ("06_gru",),
        (20, 10),
        ({", ".join(f'"{name}"' for name in NAMES)}),
    ),
)
"""
OPENING = """\
# 99 · Echoes

**What comes back?**

You need [the GRU](06_gru.ipynb). 20 minutes, and 10 more for the exercises."""
CELLS = (
    "from rnnlib import exercises",
    *(f"def {name}(h):\n    return None\n\n\nexercises.{name}.check({name})" for name in NAMES),
)
