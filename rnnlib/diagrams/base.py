"""What a cell's diagram consists of: nodes on a grid, wires between them, stages of one step.

A diagram is data. It says where things stand (columns and rows, not pixels), which series of the
run each thing shows, and which equations belong to which stage; one module draws all of them.
Series are named as in the tape (``"f"``, ``"c"``, ``"c⁻"`` one step old), gradients ``"∂L/∂c"``.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import numpy as np


@dataclass(frozen=True)
class Node:
    """A thing at (column, row) `at`, showing the series `value` forward and `back` backward.

    kind: "gate" (a tank filled from 0 to 1), "gauge" (a tank filled up or down from its middle),
    "op" (× or +, in `sign`), "map" (a function, named in `sign`), "input" (this step's label).
    """

    id: str
    kind: str
    at: tuple[float, float]
    stage: str | None = None
    value: str | None = None
    back: str | None = None
    sign: str = ""


@dataclass(frozen=True)
class Wire:
    """A line through `points`: "node.side" (left, right, top, bottom) or a grid point.

    Its width and opacity follow the series `value` (`back` when gradients flow); `hue` names the
    quantity whose colour it has; a bundle carries all units at once and has no single number; a
    lane is drawn as a broad road.
    """

    points: tuple
    hue: str
    stage: str | None = None
    value: str | None = None
    back: str | None = None
    label: tuple[float, float] | None = None
    lane: bool = False
    bundle: bool = False


@dataclass(frozen=True)
class Stage:
    """One named part of a step: the equations it computes and a sentence, for both directions.

    forward: names of equations of `rnnlib.notation.EQUATIONS`. backward: {left: right} templates.
    In a template ``[A|name]`` writes A and stands for the series `name`; in a sentence ``{f}`` is a
    symbol and ``{=f}`` its number.
    """

    name: str
    forward: tuple[str, ...]
    says: str
    backward: dict[str, str] = field(default_factory=dict)
    says_back: str = ""


@dataclass(frozen=True)
class Diagram:
    """A cell's picture, and the sums and products that stand beside the tape's own series.

    `s` is {name: (rows, H)}, `held` (T, 1) marks masked steps, `blocks` is {gate: (W, U, b)}:

    paths(s)                         what the wires carry forward
    gradients(s, held)               what each path carries backward, of the tape alone
    through(s, held, blocks, cell)   the same where weights are needed; gives ∂L/∂h⁻
    parts(s, blocks, cell)           parts of the sums beside x W, h⁻ U and b, as ``"f.c"``
    squash                           the gates that are not σ of their sum
    together                         the states and paths that are drawn to one scale
    outputs                          the series that count the cell's outputs, not its units
    shows                            a sentence on the drawing, for those who do not see it
    """

    cell: str
    size: tuple[float, float]
    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    stages: tuple[Stage, ...]
    paths: Callable
    gradients: Callable
    through: Callable
    parts: Callable = lambda s, blocks, cell: {}
    squash: dict[str, Callable] = field(default_factory=dict)
    together: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    shows: str = ""

    def drawing(self) -> dict:
        """The part that is drawn, as plain lists and dicts."""
        return {
            "size": self.size,
            "nodes": [asdict(node) for node in self.nodes],
            "wires": [asdict(wire) for wire in self.wires],
        }


def taps(gates, buses) -> tuple[Wire, ...]:
    """From buses up into gates: what h⁻ and what x add to the sum of each.

    gates: (name, column, stage); buses: {name: (row, shift from the gate's middle)}.
    """
    return tuple(
        Wire(
            ((column + shift, row), f"{gate}.bottom"),
            name,
            stage,
            f"{gate}.{name}",
            f"∂L/∂z_{gate}",
        )
        for gate, column, stage in gates
        for name, (row, shift) in buses.items()
    )


def through_gates(s, held, blocks, cell):
    """∂L/∂h⁻ where h⁻ is seen by the gates alone: Σ ∂L/∂z Uᵀ; a held step passes ∂L/∂h on."""
    past = sum(s[f"∂L/∂z_{gate}"] @ U.T for gate, (_, U, _) in blocks.items())
    return {"∂L/∂h⁻": np.where(held, s["∂L/∂h"], past)}


HIDDEN_BACK = "[∂L_t/∂{h}|∂L/∂h here] + [∂L_later/∂{h}|∂L/∂h carried]"
