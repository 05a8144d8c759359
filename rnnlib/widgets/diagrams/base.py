"""What a cell's diagram consists of: nodes on a grid, wires between them, stages of one step.

A diagram is data. It says where things stand (columns and rows, not pixels), which series of the
run each thing shows, and which equations belong to which stage; one JavaScript module draws all.
Series are named as in the tape (``"f"``, ``"c"``, ``"c⁻"`` one step old), gradients ``"∂L/∂c"``.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field


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
    """A cell's picture. `paths` and `gradients` add to the series what each wire carries."""

    cell: str
    size: tuple[float, float]
    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    stages: tuple[Stage, ...]
    paths: Callable
    gradients: Callable

    def drawing(self) -> dict:
        """The part that is drawn, as plain lists and dicts."""
        return {
            "size": self.size,
            "nodes": [asdict(node) for node in self.nodes],
            "wires": [asdict(wire) for wire in self.wires],
        }
