"""The LSTM with one gate for what is kept and what is written: i is gone, 1 − f stands there."""

from dataclasses import replace

import numpy as np

from rnnlib.diagrams.base import Diagram, Node, Stage, Wire, taps, through_gates
from rnnlib.diagrams.cells.lstm import H_BUS, LSTM, NODES, SEEN_BY, STAGES, WIRES, X_BUS

WRITE = 2.35  # the row where 1 − f meets the candidate

COUPLED_NODES = (
    *(node for node in NODES if node.id != "i"),
    Node("rest", "map", (4.2, WRITE), "write", sign="1 −"),
)
_TAPS = len(SEEN_BY) * 2  # what x and h⁻ add to each gate
_GONE = ("i", "g")  # wires that i weighed or was weighed by
COUPLED_WIRES = (
    *WIRES[:2],
    *taps((one for one in SEEN_BY if one[0] != "i"), {"h": (H_BUS, -0.22), "x": (X_BUS, 0.22)}),
    *(
        replace(wire, back="∂L/∂f kept") if wire.value == "f" else wire
        for wire in WIRES[2 + _TAPS :]
        if wire.hue not in _GONE
    ),
    Wire(((2.7, WRITE), "rest.left"), "f", "write", "f", "∂L/∂f written"),
    Wire(("rest.right", "write.left"), "f", "write", "1−f", "∂L/∂(1−f)"),
    Wire(("g.top", (6.5, WRITE), "write.right"), "g", "write", "g", "∂L/∂g"),
    Wire(("write.top", "add.bottom"), "g", "write", "(1−f)⊙g", "∂L/∂c", label=(5.6, 1.7)),
)
FORGET, _, UPDATE, EXPOSE = STAGES
WRITING = Stage(
    "write",
    ("g",),
    "What is not kept, 1 − {f} = {=1−f}, lets {=(1−f)⊙g} of the candidate {=g} in.",
    {"∂L/∂z_g": "{∂L/∂c}·(1 − {f})·(1 − {g}²)"},
    "The candidate receives {=∂L/∂z_g}.",
)
FORGETTING = replace(
    FORGET,
    backward=FORGET.backward | {"∂L/∂z_f": "{∂L/∂c}·({c⁻} − {g})·{f}·(1 − {f})"},
)


def paths(s):
    """What the wires carry: the two parts of c = f ⊙ c⁻ + (1 − f) ⊙ g."""
    f = s["f"]
    return {"1−f": 1 - f, "f⊙c⁻": f * s["c"][:-1], "(1−f)⊙g": (1 - f) * s["g"]}


def gradients(s, held):
    """What each path carries backward, (T, H); `held` (T, 1) marks masked steps."""
    dc, g = s["∂L/∂c"], s["g"]
    return LSTM.gradients(s | {"i": 1 - s["f"]}, held) | {
        "∂L/∂f kept": dc * s["c"][:-1],
        "∂L/∂f written": -dc * g,
        "∂L/∂(1−f)": dc * g,
    }


COUPLED_LSTM = Diagram(
    "CoupledLSTM",
    LSTM.size,
    COUPLED_NODES,
    COUPLED_WIRES,
    (FORGETTING, WRITING, UPDATE, EXPOSE),
    paths,
    gradients,
    through_gates,
    squash={"g": np.tanh},
    together=("c", "f⊙c⁻", "(1−f)⊙g"),
    shows="The LSTM with coupled gates: what f does not keep, 1 − f, lets the candidate in; "
    "there is no input gate.",
)
