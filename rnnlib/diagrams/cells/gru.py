"""Gated recurrent units: one state, one gate that decides between keeping it and renewing it."""

from dataclasses import replace

import numpy as np

from rnnlib.diagrams.base import HIDDEN_BACK, Diagram, Node, Stage, Wire, taps

HIGHWAY, GATES, H_BUS, X_BUS = 1.1, 4.2, 5.5, 6.15
WEIGH = 2.45  # the row where u meets what it weighs

NODES = (
    Node("h⁻", "gauge", (0.7, HIGHWAY), value="h⁻", back="∂L/∂h⁻"),
    Node("keep", "op", (2.6, HIGHWAY), "update", sign="×"),
    Node("add", "op", (6.4, HIGHWAY), "update", sign="+"),
    Node("h", "gauge", (10.2, HIGHWAY), "update", value="h", back="∂L/∂h"),
    Node("rest", "map", (2.6, WEIGH), "update", sign="1 −"),
    Node("write", "op", (6.4, WEIGH), "update", sign="×"),
    Node("u", "gate", (4.0, GATES), "update", value="u", back="∂L/∂z_u"),
    Node("n", "gauge", (8.3, GATES), "propose", value="n", back="∂L/∂z_n"),
    Node("x", "input", (0.7, X_BUS)),
)
RESET = (
    Node("r", "gate", (5.8, GATES), "reset", value="r", back="∂L/∂z_r"),
    Node("reset", "op", (7.0, H_BUS), "reset", sign="×"),
)
RESET_AFTER = (  # Σ: the weighted sum of h⁻ comes first, then the gate
    RESET[0],
    Node("sum", "map", (6.62, H_BUS), "reset", sign="Σ"),
    Node("reset", "op", (7.45, H_BUS), "reset", sign="×"),
)

BUSES = {"h": (H_BUS, -0.22), "x": (X_BUS, 0.22)}
WEIGHING = (
    Wire(("h⁻.right", "keep.left"), "h", None, "h⁻", "∂L/∂h kept", lane=True),
    Wire(
        ("keep.right", "add.left"),
        "h",
        "update",
        "(1−u)⊙h⁻",
        "∂L/∂h",
        label=(4.5, HIGHWAY),
        lane=True,
    ),
    Wire(("add.right", "h.left"), "h", "update", "h", "∂L/∂h carried", lane=True),
    Wire(("u.top", (4.0, WEIGH), "write.left"), "u", "update", "u", "∂L/∂u written"),
    Wire(((4.0, WEIGH), "rest.right"), "u", "update", "u", "∂L/∂u kept"),
    Wire(("rest.top", "keep.bottom"), "u", "update", "1−u", "∂L/∂(1−u)", label=(2.6, 1.75)),
    Wire(("n.top", (8.3, WEIGH), "write.right"), "n", "update", "n", "∂L/∂n"),
    Wire(("write.top", "add.bottom"), "n", "update", "u⊙n", "∂L/∂h", label=(6.4, 1.75)),
    Wire(("x.right", (8.3 + 0.22, X_BUS)), "x", bundle=True),
)
SIMPLE_WIRES = (
    *WEIGHING,
    Wire(("h⁻.bottom", (0.7, H_BUS), (8.3 - 0.22, H_BUS)), "h", bundle=True),
    *taps((("u", 4.0, "update"), ("n", 8.3, "propose")), BUSES),
)


def reset_wires(*into):
    """All wires of a cell with a reset gate; `into` are those that lead to where it stands."""
    return (
        *WEIGHING,
        *into,
        Wire(("reset.right", (8.3 - 0.22, H_BUS), "n.bottom"), "h", "propose", "n.h", "∂L/∂z_n"),
        *taps((("u", 4.0, "update"), ("r", 5.8, "reset")), BUSES),
        *taps((("n", 8.3, "propose"),), {"x": BUSES["x"]}),
    )


WIRES = reset_wires(
    Wire(("h⁻.bottom", (0.7, H_BUS), "reset.left"), "h", bundle=True),
    Wire(("r.right", (7.0, GATES), "reset.top"), "r", "reset", "r", "∂L/∂z_r"),
)
WIRES_AFTER = reset_wires(
    Wire(("h⁻.bottom", (0.7, H_BUS), "sum.left"), "h", bundle=True),
    Wire(("sum.right", "reset.left"), "h", "reset", "a", "∂L/∂z_a"),
    Wire(("r.right", (7.45, GATES), "reset.top"), "r", "reset", "r", "∂L/∂z_r"),
)

UPDATE = Stage(
    "update",
    ("u", "h"),
    "The update gate {u} = {=u} renews: {=u⊙n} of the candidate and {=(1−u)⊙h⁻} of the old "
    "state make {h} = {=h}.",
    {
        "∂L/∂h": HIDDEN_BACK,
        "∂L/∂z_u": "{∂L/∂h}·({n} − {h⁻})·{u}·(1 − {u})",
    },
    "The state receives {∂L/∂h} = {=∂L/∂h}, {=∂L/∂h here} of it from this step's own loss; "
    "{=∂L/∂h kept} goes straight on into the past.",
)
PROPOSE = Stage(
    "propose",
    ("n",),
    "The candidate is {n} = {=n}.",
    {"∂L/∂z_n": "{∂L/∂h}·{u}·(1 − {n}²)"},
    "The candidate receives {=∂L/∂z_n}.",
)
RESETTING = Stage(
    "reset",
    ("r",),
    "The reset gate {r} = {=r} shows the candidate that part of the old state.",
    {"∂L/∂z_r": "[∂L/∂({r}·{h⁻})|∂L/∂q]·{h⁻}·{r}·(1 − {r})"},
    "The reset gate receives {=∂L/∂z_r}.",
)
RESETTING_AFTER = replace(
    RESETTING,
    says="The reset gate {r} = {=r} shows the candidate that part of the sum over the old state.",
    backward={"∂L/∂z_r": "{∂L/∂z_n}·[({h⁻} {U}_n + b_U)|a]·{r}·(1 − {r})"},
)


def paths(s):
    """What the wires carry: the two parts of h = u ⊙ n + (1 − u) ⊙ h⁻."""
    u, h = s["u"], s["h"][:-1]
    return {"1−u": 1 - u, "u⊙n": u * s["n"], "(1−u)⊙h⁻": (1 - u) * h}


def gradients(s, held):
    """What each path carries backward, (T, H)."""
    dh, u, n, h = s["∂L/∂h"], s["u"], s["n"], s["h"][:-1]
    return {
        "∂L/∂n": dh * u,
        "∂L/∂u written": dh * n,
        "∂L/∂u kept": -dh * h,
        "∂L/∂(1−u)": dh * h,
        "∂L/∂h kept": np.where(held, dh, dh * (1 - u)),
    }


def through(s, held, blocks, cell):
    """h⁻ is kept, and seen by the gates and, where r shows it, by the candidate."""
    dq = s["∂L/∂z_n"] @ blocks["n"][1].T
    past = s["∂L/∂h kept"] + s["∂L/∂z_u"] @ blocks["u"][1].T
    if "r" in blocks:
        past = past + s["∂L/∂z_r"] @ blocks["r"][1].T + dq * s["r"]
    else:
        past = past + dq
    return {"∂L/∂q": dq, "∂L/∂h⁻": np.where(held, s["∂L/∂h"], past)}


def through_after(s, held, blocks, cell):
    """As `through`, where r weighs the product h⁻ U and not h⁻."""
    seen = {gate: s[f"∂L/∂z_{gate}"] @ blocks[gate][1].T for gate in "ru"}
    da = s["∂L/∂z_a"] @ blocks["n"][1].T
    past = s["∂L/∂h kept"] + seen["r"] + seen["u"] + da
    return {"∂L/∂h⁻": np.where(held, s["∂L/∂h"], past)}


def parts(s, blocks, cell):
    """The candidate sees r ⊙ h⁻."""
    return {"n.h": s["q"] @ blocks["n"][1]}


def parts_after(s, blocks, cell):
    """The candidate sees r ⊙ (h⁻ U + b_U)."""
    return {"n.h": s["r"] * s["a"]}


GRU = Diagram(
    "GRU",
    (10.9, 6.65),
    (*NODES, *RESET),
    WIRES,
    (RESETTING, PROPOSE, UPDATE),
    paths,
    gradients,
    through,
    parts,
    squash={"n": np.tanh},
    shows="The GRU: one state h along the top; the update gate u writes the candidate n and 1 − "
    "u keeps the old state; the reset gate r decides what the candidate sees of it.",
)
RESET_AFTER_GRU = replace(
    GRU,
    cell="ResetAfterGRU",
    nodes=(*NODES, *RESET_AFTER),
    wires=WIRES_AFTER,
    stages=(RESETTING_AFTER, PROPOSE, UPDATE),
    through=through_after,
    parts=parts_after,
    shows="The GRU that resets after the product: r weighs h⁻ U + b_U before the tanh.",
)
SIMPLE_GRU = Diagram(
    "SimpleGRU",
    (10.9, 6.65),
    NODES,
    SIMPLE_WIRES,
    (PROPOSE, UPDATE),
    paths,
    gradients,
    through,
    squash={"n": np.tanh},
    shows="The simple GRU: one update gate u between the old state and the candidate, and no "
    "reset gate.",
)
