"""Bidirectional layers that are WRONG, each in one way: for the padding lab and for nothing else.

Every one is `rnnlib.Bidirectional` with one mistake in it, of the kind that runs without an error
and learns something. Use none of them.
"""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.layers import Bidirectional
from rnnlib.layers.bidirectional import BidirectionalTape


def turned(mask):
    """The mask in the order in which the backward layer reads."""
    return None if mask is None else np.asarray(mask)[::-1]


class Wrong(Bidirectional):
    """`Bidirectional`, cut where a mistake can be made; as it stands here there is none."""

    def masks(self, mask):
        """What the forward layer and the backward layer get as a mask."""
        return mask, turned(mask)

    def in_order(self, z):
        """The backward layer's outputs, as it made them, in the order of the sequence."""
        return z[::-1]

    def forward(self, x, state=None, mask=None, *, rng=None):
        """As the right layer, through the parts above."""
        ahead, back = self.layers
        x = np.asarray(x)
        states = state or self.start(x.shape[1])
        own, other = self.masks(mask)
        y, tape = ahead.forward(x, states[0], own, rng=rng)
        z, tape_back = back.forward(x[::-1], states[1], other, rng=rng)
        made = BidirectionalTape(self, (tape, tape_back))
        made.y = np.concatenate((y, self.in_order(z)), axis=2)
        return made.y, made

    def backward(self, tape, dy, dstate=None):
        """The right gradient of the wrong function."""
        ahead, back = self.layers
        dy, dz = self._split("dy", dy)
        dx, first, grads = ahead.backward(tape[0], dy)
        dx_back, last, grads_back = back.backward(tape[1], self.in_order(dz))
        return dx + dx_back[::-1], (first, last), self._named((grads, grads_back))


class NoMask(Wrong):
    """WRONG: the mask is not used at all. Both layers read the padding as if it were real."""

    def masks(self, mask):
        """Nothing for either."""
        return None, None


class MaskForwardOnly(Wrong):
    """WRONG: the padded array is reversed as it is, without a mask: the backward layer reads the
    padding first, and comes to the sequence in a state that the padding made."""

    def masks(self, mask):
        """Nothing for the backward layer."""
        return mask, None


class MaskNotTurned(Wrong):
    """WRONG: x is reversed, its mask is not. The backward layer takes padding for real steps, and
    skips as many real ones, the first of the sequence."""

    def masks(self, mask):
        """The same for both."""
        return mask, mask


class NotTurnedBack(Wrong):
    """WRONG: the outputs of the backward layer stand in the order in which it read. What stands
    beside the first step's output is what the backward layer made of the last."""

    def in_order(self, z):
        """As they came."""
        return z


class MeanOverPadding(Wrong):
    """WRONG: the summary is the mean of all outputs, padding included, so that a sequence is
    judged by how long the others in its batch are."""

    def summary(self, tape):
        """The mean over T steps, not over the real ones."""
        return tape.y.mean(axis=0)


class LastRow(Wrong):
    """WRONG: the summary is the last row of y. That is the forward layer's last state, but the
    backward layer's first: it has read one step, or only padding."""

    def summary(self, tape):
        """y_T of both."""
        return tape.y[-1]


FAULTS = {
    "no mask": NoMask,
    "mask for one way only": MaskForwardOnly,
    "mask not reversed": MaskNotTurned,
    "outputs not turned back": NotTurnedBack,
    "mean over the padding": MeanOverPadding,
    "last row as summary": LastRow,
}


def faulty(name, layer):
    """The `Bidirectional` layer's own two layers, put together with the mistake ``name``."""
    expect(name in FAULTS, "name", f"one of {', '.join(map(repr, FAULTS))}", brief(name))
    fits = isinstance(layer, Bidirectional)
    expect(fits, "layer", "a Bidirectional", type(layer).__name__)
    return FAULTS[name](*layer.layers)
