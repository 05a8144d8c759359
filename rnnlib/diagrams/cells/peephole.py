"""The LSTM with peepholes: the gates also see the cell state."""

from dataclasses import replace

import numpy as np

from rnnlib.diagrams.base import Wire, through_gates
from rnnlib.diagrams.cells.lstm import GATES, HIGHWAY, LSTM, STAGES, WIRES

PEEPHOLES = (
    Wire(((1.75, HIGHWAY), (1.75, GATES), "f.left"), "c", "forget", "f.c", "∂L/∂z_f"),
    Wire(((1.75, 3.0), (3.75, 3.0), (3.75, GATES), "i.left"), "c", "write", "i.c", "∂L/∂z_i"),
    Wire(((7.5, HIGHWAY), (7.5, GATES), "o.left"), "c", "expose", "o.c", "∂L/∂z_o"),
)

BACK = {
    "update": {
        "∂L/∂c": "[{∂L/∂c⁺}·{f⁺} + …|∂L/∂c carried] + {∂L/∂h}·{o}·(1 − {m}²)"
        " + [{∂L/∂z_o}·P_o|∂L/∂c peeped]"
    },
    "forget": {
        "∂L/∂z_f": "{∂L/∂c}·{c⁻}·{f}·(1 − {f})",
        "∂L/∂c⁻": "{∂L/∂c}·{f} + [{∂L/∂z_f}·P_f + {∂L/∂z_i}·P_i|∂L/∂c⁻ peeped]",
    },
}


def parts(s, blocks, cell):
    """P ⊙ c of each gate: i and f see the old cell state, o the new one."""
    P_i, P_f, P_o = cell.params["P"]
    return {"i.c": P_i * s["c"][:-1], "f.c": P_f * s["c"][:-1], "o.c": P_o * s["c"][1:]}


def through(s, held, blocks, cell):
    """∂L/∂c also arrives through o's peephole, and leaves through those of i and f."""
    P_i, P_f, P_o = cell.params["P"]
    peeped = s["∂L/∂z_o"] * P_o
    past = s["∂L/∂z_f"] * P_f + s["∂L/∂z_i"] * P_i
    return through_gates(s, held, blocks, cell) | {
        "∂L/∂c peeped": peeped,
        "∂L/∂c carried": s["∂L/∂c carried"] - peeped,
        "∂L/∂c⁻ peeped": past,
        "∂L/∂c⁻": np.where(held, s["∂L/∂c"], s["∂L/∂c"] * s["f"] + past),
    }


PEEPHOLE_LSTM = replace(
    LSTM,
    cell="PeepholeLSTM",
    wires=(*WIRES, *PEEPHOLES),
    stages=tuple(replace(stage, backward=BACK.get(stage.name, stage.backward)) for stage in STAGES),
    parts=parts,
    through=through,
    shows="The LSTM with peepholes: lines from the cell state lead down to the gates; f and i "
    "see the old one, o sees the new one.",
)
