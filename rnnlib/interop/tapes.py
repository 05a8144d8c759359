"""The single runs inside a run of many layers: what a widget can play."""

from rnnlib.edge import expect
from rnnlib.layers.bidirectional import BidirectionalTape
from rnnlib.layers.composite import CompositeTape
from rnnlib.layers.reversed import ReversedTape
from rnnlib.layers.stateless import StatelessTape
from rnnlib.tape import Tape


def runs(tape):
    """{name: tape} of every recurrent layer and direction in a tape, from the bottom up.

    The names are "layer 0", "layer 1" …, and "layer 0, backward" for a direction that reads from
    the end. Each tape holds its layer's own input, ``tape.x``: of layer 1 the outputs of layer 0.
    """
    fits = isinstance(tape, Tape | CompositeTape | StatelessTape)
    expect(fits, "tape", "one that a layer's `forward` gave", type(tape).__name__)
    return {
        f"layer {k}{', backward' if back else ''}": one
        for k, ways in enumerate(_layers(tape))
        for back, one in ways
    }


def _layers(tape, back=False):
    """For each layer its runs as (backward, tape); layers without a state have none."""
    if isinstance(tape, Tape):
        return [[(back, tape)]]
    if isinstance(tape, StatelessTape):
        return []
    if isinstance(tape, ReversedTape):
        return _layers(tape[0], not back)
    if isinstance(tape, BidirectionalTape):
        ahead, other = _layers(tape[0], back), _layers(tape[1], not back)
        return [one + two for one, two in zip(ahead, other, strict=True)]
    return [layer for part in tape for layer in _layers(part, back)]
