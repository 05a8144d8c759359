"""From an encoder's last state to a decoder's first."""

import numpy as np

from rnnlib.cells.base import Cell
from rnnlib.edge import brief, expect, size_of
from rnnlib.layers.linear import Linear


class Handover:
    """The decoder goes on in the very state in which the encoder ended (Sutskever et al. 2014).

    Both must carry states of the same form: (h, c) of equal size, or as many layers of them.
    """

    params = {}

    def forward(self, encoder, tape):
        """The decoder's first state, and a tape: there is nothing to record."""
        return tape.final, None

    def backward(self, encoder, tape, dstate):
        """The adjoint of the encoder's final state, and no gradients."""
        return dstate, {}

    def describe(self):
        """The kind of bridge."""
        return "Handover"

    def __repr__(self):
        return "Handover()"


class Bridge:
    """Every state of the decoder is learned from the encoder's summary s (B, D)::

        h_0 = tanh(s V + b)

    and c_0 in the same way, where there is one. (Cho et al. 2014, appendix A.1.2; Bahdanau, Cho &
    Bengio 2015, appendix A.2.2.) V (D, rows) and b (rows,) hold the columns of all states side by
    side. For encoders that read both ways, or are of another size or kind.
    """

    def __init__(self, D, cell, *, rng):
        what = "a cell, such as LSTMCell(D, H, rng=rng)"
        expect(isinstance(cell, Cell), "cell", what, brief(cell))
        self.sizes = [cell.size(name) for name in cell.states]
        self.linear = Linear(size_of("D", D), sum(self.sizes), rng=rng, dtype=cell.dtype)

    @property
    def params(self):
        """V and b."""
        return self.linear.params

    def forward(self, encoder, tape):
        """The decoder's first state, a tuple of (B, rows), and the tape."""
        a, linear = self.linear.forward(encoder.summary(tape))
        first = np.tanh(a)
        return tuple(np.split(first, np.cumsum(self.sizes)[:-1], axis=1)), (linear, first)

    def backward(self, encoder, tape, dstate):
        """The adjoint of the encoder's final state, and the gradients of V and b."""
        linear, first = tape
        da = np.concatenate(dstate, axis=1) * (1 - first**2)
        dsummary, _, grads = self.linear.backward(linear, da)
        return encoder.summary_back(dsummary), grads

    def describe(self):
        """The kind of bridge."""
        return "Bridge"

    def __repr__(self):
        return f"Bridge(D={self.linear.D}, sizes={self.sizes})"


def bridge_between(encoder, decoder, *, rng):
    """A `Handover` where the decoder can take the encoder's final state, else a `Bridge`.

    ValueError: neither is possible, for a `Bridge` leads to a single recurrent layer.
    """
    if _form(encoder.start(1)) == _form(decoder.start(1)):
        return Handover()
    expect(
        hasattr(decoder, "cell") and hasattr(encoder, "summary"),
        "decoder",
        "one whose state is of the encoder's form, or a single layer such as Recurrent(cell)",
        brief(decoder),
    )
    return Bridge(encoder.output_size, decoder.cell, rng=rng)


def _form(state):
    """The shapes of a nested state."""
    return tuple(map(_form, state)) if isinstance(state, tuple) else getattr(state, "shape", None)
