"""What the reader asks of a sample: which draw, and from what the characters are drawn."""

import traitlets

from rnnlib.edge import brief
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.traits import BadValue, within

SETTINGS = ("temperature", "top_k", "top_p")
LIMITS = {"temperature": (0.1, 2.0), "top_p": (0.05, 1.0)}
LARGEST = 2**53 - 1  # that a page counts exactly


class Draws(Player):
    """A player whose samples have a number, and settings of `rnnlib.decoding.sampling.reshaped`."""

    temperature = traitlets.Float(1.0).tag(sync=True)
    top_k = traitlets.Int(0).tag(sync=True)  # 0 and V: all
    top_p = traitlets.Float(1.0).tag(sync=True)  # 1: all
    draw = traitlets.Int(0).tag(sync=True)

    @traitlets.validate("temperature", "top_p")
    def _check_number(self, proposal):
        return within(proposal, LIMITS)

    @traitlets.validate("top_k", "draw")
    def _check_count(self, proposal):
        name, value = proposal.trait.name, proposal.value
        if not 0 <= value <= LARGEST:
            raise BadValue(f"{name}: expected an integer from 0 to {LARGEST}, got {brief(value)}")
        return value
