"""What every player shares: a cursor over time that can be set, observed, linked and animated."""

import traitlets

from rnnlib.edge import brief
from rnnlib.notation import palette

from .still import Still
from .traits import BadValue, Clear

TRAITS = ("t", "unit", "batch", "notation", "direction", "stage", "playing", "speed")
STEPS_ONLY = {  # the choices, beside "t", of a player that offers no others
    "unit": 1,
    "batch": 1,
    "notation": ["house"],
    "direction": ["forward"],
    "stage": ["all"],
}
HUES = palette.COLOURS | {"negative": list(palette.NEGATIVE)}


class Player(Clear, Still):
    """Transport over T steps: subclasses set T and the choices before the first frame.

    Traits (all synchronised with the page): `t` the step, from 0 as arrays count (the page calls
    the steps 1 to T, for h_0 comes before them); `unit` and `batch` what is looked at; `notation`;
    `direction` "forward" or "backward" through time; `stage` "all" or one stage of the step;
    `playing`; `speed` in steps a second.
    """

    t = traitlets.Int(0).tag(sync=True)
    unit = traitlets.Int(0).tag(sync=True)
    batch = traitlets.Int(0).tag(sync=True)
    notation = traitlets.Unicode("house").tag(sync=True)
    direction = traitlets.Unicode("forward").tag(sync=True)
    stage = traitlets.Unicode("all").tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)
    speed = traitlets.Float(4.0).tag(sync=True)
    _choices = traitlets.Dict().tag(sync=True)  # {trait: its choices, or how many}
    _start = traitlets.Dict().tag(sync=True)  # {trait: the value that reset brings back}
    _palette = traitlets.Dict(HUES).tag(sync=True)  # {name: hue}: --hue-name in style sheets

    def for_page(self) -> dict[str, bytes]:
        """{trait: the bytes that a page without a kernel is sent for it}, where they may differ.

        The page shows the same digits.
        """
        return {}

    @traitlets.validate("t", "unit", "batch")
    def _within(self, proposal):
        name, value, size = proposal.trait.name, proposal.value, self._choices[proposal.trait.name]
        if not 0 <= value < size:
            raise BadValue(f"{name}: expected an integer from 0 to {size - 1}, got {brief(value)}")
        return value

    @traitlets.validate("notation", "stage")
    def _one_of(self, proposal):
        name, value, choices = proposal.trait.name, proposal.value, self._choices
        if value not in choices[name]:
            expected = ", ".join(map(repr, choices[name]))
            raise BadValue(f"{name}: expected one of {expected}, got {brief(value)}")
        return value

    @traitlets.validate("direction")
    def _direction(self, proposal):
        value, choices = proposal.value, self._choices["direction"]
        if value == "backward" and value not in choices:
            raise BadValue(
                "direction: expected 'forward' (the tape has no gradients: "
                "call layer.backward first), got 'backward'"
            )
        if value not in choices:
            raise BadValue(f"direction: expected 'forward' or 'backward', got {brief(value)}")
        return value

    @traitlets.validate("speed")
    def _speed(self, proposal):
        if not 0 < proposal.value <= 60:
            raise BadValue(
                f"speed: expected more than 0 and at most 60 steps a second, got {proposal.value:g}"
            )
        return proposal.value
