"""The record of a run from a sequence to a sequence."""

import numpy as np


class PairTape:
    """The tapes of all parts of one run: ``encoder``, ``bridge``, ``decoder``, ``out``.

    After `backward`, ``dread`` (S, B, ·) is ∂L/∂ of the encoder's outputs as far as it came from
    the decoder directly, by attention (None without one), and ``dstate`` ∂L/∂ of the encoder's
    final state, which came by way of the decoder's first.
    """

    dread = dstate = None

    def __init__(self, encoder, bridge, decoder, out):
        self.encoder, self.bridge, self.decoder, self.out = encoder, bridge, decoder, out

    @property
    def rnn(self):
        """The recurrent part of the tape: all of it."""
        return self

    @property
    def final(self):
        """The decoder's last state."""
        return self.decoder.final

    def flow(self):
        """‖∂L/∂h‖ along the decoder, (T,); see `Tape.flow`."""
        return self.decoder.flow()

    def __repr__(self):
        return f"PairTape({self.encoder!r}, {self.decoder!r})"


def added(one, other):
    """The sum of two nested states, None counting as zero."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, tuple):
        return tuple(added(a, b) for a, b in zip(one, other, strict=True))
    return np.add(one, other)
