"""The simple recurrent network: a sum, squashed; and its sibling with a rectifier."""

from dataclasses import replace

import numpy as np

from rnnlib.diagrams.base import HIDDEN_BACK, Diagram, Node, Stage, Wire, through_gates

LINE, X_ROW = 1.2, 3.1

NODES = (
    Node("h⁻", "gauge", (0.8, LINE), value="h⁻", back="∂L/∂h⁻"),
    Node("x", "input", (0.8, X_ROW)),
    Node("sum", "op", (3.2, LINE), "sum", sign="+"),
    Node("a", "gauge", (5.2, LINE), "sum", value="a", back="∂L/∂z_a"),
    Node("squash", "map", (7.1, LINE), "squash", sign="tanh"),
    Node("h", "gauge", (9.2, LINE), "squash", value="h", back="∂L/∂h"),
)
WIRES = (
    Wire(("h⁻.right", "sum.left"), "h", "sum", "a.h", "∂L/∂z_a", label=(2.05, LINE), lane=True),
    Wire(("x.right", (3.2, X_ROW), "sum.bottom"), "x", "sum", "a.x", "∂L/∂z_a", label=(3.2, 2.3)),
    Wire(("sum.right", "a.left"), "h", "sum", "a", "∂L/∂z_a", lane=True),
    Wire(("a.right", "squash.left"), "h", "squash", "a", "∂L/∂z_a"),
    Wire(("squash.right", "h.left"), "h", "squash", "h", "∂L/∂h", lane=True),
)
STAGES = (
    Stage(
        "sum",
        ("a",),
        "The input adds {=a.x} and the old state {=a.h}: {a} = {=a}.",
        {"∂L/∂z_a": "{∂L/∂h}·(1 − {h}²)"},
        "Before the tanh the gradient is {=∂L/∂z_a}.",
    ),
    Stage(
        "squash",
        ("h",),
        "The state is {h} = {=h}.",
        {"∂L/∂h": HIDDEN_BACK},
        "The state receives {∂L/∂h} = {=∂L/∂h}, {=∂L/∂h here} of it from this step's own loss.",
    ),
)


def nothing(*_):
    """The tape holds all that the wires carry."""
    return {}


VANILLA = Diagram(
    "Vanilla",
    (10.0, 3.6),
    NODES,
    WIRES,
    STAGES,
    nothing,
    nothing,
    through_gates,
    squash={"a": np.asarray},
    shows="The simple recurrent network: input and old state add up, and tanh makes the new "
    "state of their sum.",
)
VANILLA_RELU = replace(
    VANILLA,
    cell="VanillaReLU",
    nodes=tuple(replace(n, sign="relu") if n.sign == "tanh" else n for n in NODES),
    stages=(
        replace(
            STAGES[0],
            backward={"∂L/∂z_a": "{∂L/∂h}·({a} > 0)"},
            says_back="Before the rectifier the gradient is {=∂L/∂z_a}.",
        ),
        STAGES[1],
    ),
    shows="The simple recurrent network with a rectifier: the state is the sum where that is "
    "positive, and zero elsewhere.",
)
