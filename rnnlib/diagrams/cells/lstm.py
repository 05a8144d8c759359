"""The LSTM: a highway for c on top, gates that let it through, write on it and read it."""

import numpy as np

from rnnlib.diagrams.base import HIDDEN_BACK, Diagram, Node, Stage, Wire, taps, through_gates

HIGHWAY, GATES, H_BUS, X_BUS = 1.1, 4.3, 5.6, 6.15

NODES = (
    Node("c⁻", "gauge", (0.7, HIGHWAY), value="c⁻", back="∂L/∂c⁻"),
    Node("keep", "op", (2.7, HIGHWAY), "forget", sign="×"),
    Node("add", "op", (5.6, HIGHWAY), "update", sign="+"),
    Node("c", "gauge", (11.4, HIGHWAY), "update", value="c", back="∂L/∂c"),
    Node("write", "op", (5.6, 2.35), "write", sign="×"),
    Node("squash", "map", (9.6, 2.0), "expose", value="m", back="∂L/∂m", sign="tanh"),
    Node("show", "op", (9.6, 3.05), "expose", sign="×"),
    Node("f", "gate", (2.7, GATES), "forget", value="f", back="∂L/∂z_f"),
    Node("i", "gate", (4.7, GATES), "write", value="i", back="∂L/∂z_i"),
    Node("g", "gauge", (6.5, GATES), "write", value="g", back="∂L/∂z_g"),
    Node("o", "gate", (8.5, GATES), "expose", value="o", back="∂L/∂z_o"),
    Node("h", "gauge", (11.4, GATES + 0.35), "expose", value="h", back="∂L/∂h"),
    Node("h⁻", "gauge", (0.7, GATES + 0.35), value="h⁻", back="∂L/∂h⁻"),
    Node("x", "input", (0.7, X_BUS)),
)


SEEN_BY = (("f", 2.7, "forget"), ("i", 4.7, "write"), ("g", 6.5, "write"), ("o", 8.5, "expose"))

WIRES = (
    Wire(("x.right", (8.5 + 0.22, X_BUS)), "x", bundle=True),
    Wire(("h⁻.bottom", (0.7, H_BUS), (8.5 - 0.22, H_BUS)), "h", bundle=True),
    *taps(SEEN_BY, {"h": (H_BUS, -0.22), "x": (X_BUS, 0.22)}),
    Wire(("c⁻.right", "keep.left"), "c", None, "c⁻", "∂L/∂c⁻", lane=True),
    Wire(("f.top", "keep.bottom"), "f", "forget", "f", "∂L/∂f"),
    Wire(
        ("keep.right", "add.left"), "c", "forget", "f⊙c⁻", "∂L/∂c", label=(4.15, HIGHWAY), lane=True
    ),
    Wire(("i.top", (4.7, 2.35), "write.left"), "i", "write", "i", "∂L/∂i"),
    Wire(("g.top", (6.5, 2.35), "write.right"), "g", "write", "g", "∂L/∂g"),
    Wire(("write.top", "add.bottom"), "g", "write", "i⊙g", "∂L/∂c", label=(5.6, 1.7)),
    Wire(("add.right", "c.left"), "c", "update", "c", "∂L/∂c carried", lane=True),
    Wire(((9.6, HIGHWAY), "squash.top"), "c", "expose", "c", "∂L/∂c shown"),
    Wire(("squash.bottom", "show.top"), "m", "expose", "m", "∂L/∂m"),
    Wire(("o.top", (8.5, 3.05), "show.left"), "o", "expose", "o", "∂L/∂o"),
    Wire(("show.right", (11.4, 3.05), "h.top"), "h", "expose", "h", "∂L/∂h"),
)

STAGES = (
    Stage(
        "forget",
        ("f",),
        "The forget gate {f} = {=f} keeps {=f⊙c⁻} of the old {c⁻} = {=c⁻}.",
        {
            "∂L/∂z_f": "{∂L/∂c}·{c⁻}·{f}·(1 − {f})",
            "∂L/∂c⁻": "{∂L/∂c}·{f}",
        },
        "Through the forget gate {∂L/∂c⁻} = {=∂L/∂c⁻} travels on into the past.",
    ),
    Stage(
        "write",
        ("i", "g"),
        "The input gate {i} = {=i} lets {=i⊙g} of the candidate {=g} in.",
        {
            "∂L/∂z_i": "{∂L/∂c}·{g}·{i}·(1 − {i})",
            "∂L/∂z_g": "{∂L/∂c}·{i}·(1 − {g}²)",
        },
        "The input gate receives {=∂L/∂z_i}, the candidate {=∂L/∂z_g}.",
    ),
    Stage(
        "update",
        ("c",),
        "The cell state {c} goes from {=c⁻} to {=c}.",
        {"∂L/∂c": "[{∂L/∂c⁺}·{f⁺}|∂L/∂c carried] + {∂L/∂h}·{o}·(1 − {m}²)"},
        "The cell state collects {=∂L/∂c carried} from later steps and {=∂L/∂c shown} from "
        "{h}, together {∂L/∂c} = {=∂L/∂c}.",
    ),
    Stage(
        "expose",
        ("o", "m", "h"),
        "The output gate {o} = {=o} shows {h} = {=h}.",
        {
            "∂L/∂h": HIDDEN_BACK,
            "∂L/∂z_o": "{∂L/∂h}·{m}·{o}·(1 − {o})",
        },
        "The hidden state receives {∂L/∂h} = {=∂L/∂h}, {=∂L/∂h here} of it from this step's own "
        "loss; the output gate {=∂L/∂z_o}.",
    ),
)


def paths(s):
    """What the wires carry: the two parts of c = f ⊙ c⁻ + i ⊙ g."""
    return {"f⊙c⁻": s["f"] * s["c"][:-1], "i⊙g": s["i"] * s["g"]}


def gradients(s, held):
    """What each path carries backward, (T, H); `held` (T, 1) marks masked steps.

    What ∂L/∂c_t owes to later steps is the part that h_t does not account for.
    """
    dh, dc = s["∂L/∂h"], s["∂L/∂c"]
    dm = np.where(held, 0, dh * s["o"])
    shown = dm * (1 - s["m"] ** 2)
    return {
        "∂L/∂m": dm,
        "∂L/∂o": dh * s["m"],
        "∂L/∂f": dc * s["c"][:-1],
        "∂L/∂i": dc * s["g"],
        "∂L/∂g": dc * s["i"],
        "∂L/∂c shown": shown,
        "∂L/∂c carried": dc - shown,
        "∂L/∂c⁻": np.where(held, dc, dc * s["f"]),
    }


LSTM = Diagram(
    "LSTM",
    (12.1, 6.6),
    NODES,
    WIRES,
    STAGES,
    paths,
    gradients,
    through_gates,
    squash={"g": np.tanh},
    together=("c", "f⊙c⁻", "i⊙g"),
    shows="The LSTM: the cell state c runs along the top; the forget gate f keeps a part of it, "
    "the input gate i lets the candidate g in, the output gate o shows its tanh as h.",
)
