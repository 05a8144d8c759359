"""The networks that a ComparePlayer shows: their numbers, their words, and one axis for all."""

import math
from collections.abc import Mapping

import numpy as np

from rnnlib import notation as notations
from rnnlib.diagrams import diagram_of
from rnnlib.diagrams.numbers import collect, held_steps
from rnnlib.tape import Tape
from rnnlib.widgets.shared.series import pack
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import listed, named
from rnnlib.widgets.shared.words import vocabulary

DECADES = 12  # what lies so many powers of ten below the largest gradient stands on the floor


def networks_of(tapes) -> dict:
    """{name: tape}, two to four of the same input; a list gets the names of its cells."""
    if not isinstance(tapes, Mapping):
        tapes = listed("tapes", tapes)
        for tape in tapes:
            _check_tape(tape)
        by_kind = {type(tape.cell).__name__.removesuffix("Cell"): tape for tape in tapes}
        if len(by_kind) < len(tapes):
            kinds = ", ".join(type(tape.cell).__name__ for tape in tapes)
            expected = "names, {name: tape}, where two cells are of one kind"
            raise BadValue(f"tapes: expected {expected}, got {kinds[:60]}")
        tapes = by_kind
    if not 2 <= len(tapes) <= 4:
        raise BadValue(f"tapes: expected two to four, got {len(tapes)}")
    for name, tape in tapes.items():
        named("tapes", name)
        _check_tape(tape)
    (_, first), *others = tapes.items()
    for name, tape in others:
        if not _same(first.x, tape.x) or not _same(first.mask, tape.mask):
            raise BadValue(f"tapes: expected runs on the same input, got another one in {name!r}")
    return dict(tapes)


class Network:
    """One run among several: its diagram, its series, and how they are written."""

    def __init__(self, name, tape, predictions):
        self.name, self.tape, self.predictions = name, tape, predictions
        self.diagram = diagram_of(tape.cell)
        self.H = tape.cell.H
        self.notations = notations.names(self.diagram.cell)
        self.states = [s for s in ("c", "h") if s in tape.cell.states]
        order = [step for stage in self.diagram.stages for step in stage.forward]
        self.gates = [step for step in order if step in tape.cell.gates]

    def words(self, notation) -> dict:
        """Its symbols, and the line that says how its memory comes about, forward and back."""
        words = vocabulary(self.diagram, notation)
        memory = self.states[0]
        lines = {
            way: next(
                line for stage in words["stages"] for line in stage[way] if line["name"] == name
            )
            for way, name in (("forward", memory), ("backward", f"∂L/∂{memory}"))
        }
        return {"symbols": words["symbols"], "lines": lines}

    def collect(self, b) -> float:
        """Read all series of sequence b; returns the largest size of a gradient, 0 without one."""
        self.series = collect(self.tape, b, self.diagram)
        return max(
            (_peak(values) for name, values in self.series.items() if "∂" in name), default=0.0
        )

    def packed(self, b, peak):
        """What the page needs to draw the run, and its bytes; gradients to the scale ``peak``."""
        table, data = pack(self.series, self.diagram.together)
        for entry in table.values():
            if entry[3] == "∂":
                entry[2] = peak or 1.0
        cell = self.tape.cell
        return {
            "name": self.name,
            "T": len(self.tape),
            "H": self.H,
            "parameters": sum(p.size for p in cell.params.values()),
            "picture": self.diagram.drawing(),
            "series": table,
            "maps": {"states": self.states, "gates": self.gates},
            "memory": self.states[0],
            "flow": self.flow(b),
            "held": held_steps(self.tape, b).nonzero()[0].tolist(),
            "predictions": self.predictions[b],
        }, data

    def flow(self, b) -> dict:
        """{state: ‖∂L/∂state‖ (T,)} of one sequence, the norm over its units; {} without them.

        None stands where a gradient has overflowed.
        """
        if not self.tape.back:
            return {}
        back = self.tape.back
        norms = {s: np.linalg.norm(np.asarray(back[s][:, b], float), axis=1) for s in self.states}
        return {s: [x if np.isfinite(x) else None for x in n.tolist()] for s, n in norms.items()}


def axis_of(flows) -> list[int]:
    """The powers of ten between which all positive norms lie, at most `DECADES` apart; [] for none.

    flows: for each network {state: norms}.
    """
    norms = np.array([x for flow in flows for norm in flow.values() for x in norm if x])
    if not norms.size:
        return []
    top = math.ceil(np.log10(norms.max()))
    return [max(math.floor(np.log10(norms.min())), top - DECADES), top]


def _check_tape(tape):
    if not isinstance(tape, Tape):
        raise BadValue(
            "tapes: expected tapes of one recurrent layer each (of a model: tape.rnn), "
            f"got {type(tape).__name__}"
        )
    if not {"h", "c"} & set(tape.cell.states):
        got = type(tape.cell).__name__
        raise BadValue(f"tapes: expected cells with a state h or c, got {got}")


def _same(a, b):
    """Whether two inputs, or two masks, which may be None, are the same."""
    if a is None or b is None:
        return a is b
    return np.array_equal(a, b)


def _peak(values):
    return float(np.abs(values[np.isfinite(values)]).max(initial=0))
