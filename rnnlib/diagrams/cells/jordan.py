"""The network whose output alone is carried on: units of their own, outputs of their own."""

import numpy as np

from rnnlib.diagrams.base import HIDDEN_BACK, Diagram, Node, Stage, Wire
from rnnlib.diagrams.cells.vanilla import nothing

LINE, X_ROW = 1.2, 3.1

NODES = (
    Node("y⁻", "gauge", (0.8, LINE), value="y⁻", back="∂L/∂y⁻"),
    Node("x", "input", (0.8, X_ROW)),
    Node("sum", "op", (3.0, LINE), "sum", sign="+"),
    Node("a", "gauge", (4.7, LINE), "sum", value="a", back="∂L/∂z_a"),
    Node("squash", "map", (6.3, LINE), "squash", sign="tanh"),
    Node("h", "gauge", (7.9, LINE), "squash", value="h", back="∂L/∂h"),
    Node("mix", "op", (9.8, LINE), "output", sign="+"),
    Node("y", "gauge", (11.3, LINE), "output", value="y", back="∂L/∂y"),
)
WIRES = (
    Wire(("y⁻.right", "sum.left"), "y", "sum", "a.y", "∂L/∂z_a", label=(2.05, LINE), lane=True),
    Wire(("x.right", (3.0, X_ROW), "sum.bottom"), "x", "sum", "a.x", "∂L/∂z_a", label=(3.0, 2.3)),
    Wire(("sum.right", "a.left"), "h", "sum", "a", "∂L/∂z_a"),
    Wire(("a.right", "squash.left"), "h", "squash", "a", "∂L/∂z_a"),
    Wire(("squash.right", "h.left"), "h", "squash", "h", "∂L/∂h"),
    Wire(("h.right", "mix.left"), "h", "output", "y.h", "∂L/∂h", label=(8.95, LINE)),
    Wire(("mix.right", "y.left"), "y", "output", "y", "∂L/∂y", lane=True),
)
STAGES = (
    Stage(
        "sum",
        ("a",),
        "The input adds {=a.x} and all old outputs {=a.y}: {a} = {=a}.",
        {"∂L/∂z_a": "{∂L/∂h}·(1 − {h}²)"},
        "Before the tanh the gradient is {=∂L/∂z_a}.",
    ),
    Stage(
        "squash",
        ("h",),
        "The unit holds {h} = {=h}, for this step alone.",
        {"∂L/∂h": "[Σ {V}·{∂L/∂y}|]"},
        "All outputs together send {∂L/∂h} = {=∂L/∂h} to the unit.",
    ),
    Stage(
        "output",
        ("y",),
        "All units add {=y.h} to the output {y} = {=y}, and it alone goes on to the next step.",
        {"∂L/∂y": HIDDEN_BACK.replace("{h}", "{y}").replace("∂L/∂h", "∂L/∂y")},
        "The output receives {∂L/∂y} = {=∂L/∂y}, {=∂L/∂y here} of it from this step's own loss.",
    ),
)


def parts(s, blocks, cell):
    """The two parts of y = h V + b_y."""
    return {"y.h": s["h"] @ cell.params["V"], "y.b": cell.params["b_y"][None]}


def through(s, held, blocks, cell):
    """∂L/∂h of the outputs, by V; y⁻ is seen by the sum alone."""
    dh = np.where(held, 0, s["∂L/∂y"] @ cell.params["V"].T)
    past = s["∂L/∂z_a"] @ blocks["a"][1].T
    return {"∂L/∂h": dh, "∂L/∂y⁻": np.where(held, s["∂L/∂y"], past)}


JORDAN = Diagram(
    "Jordan",
    (12.1, 3.6),
    NODES,
    WIRES,
    STAGES,
    nothing,
    nothing,
    through,
    parts,
    squash={"a": np.asarray, "y": np.asarray},
    together=("y",),
    outputs=("y", "y.h", "y.b", *(f"∂L/∂y{part}" for part in ("", "⁻", " carried", " here"))),
    shows="The Jordan network: of everything it computes the output y alone goes on to the next "
    "step; the hidden units h see the input and the old output.",
)
