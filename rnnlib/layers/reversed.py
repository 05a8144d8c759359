"""A layer that reads from the end."""

from rnnlib.edge import array_of
from rnnlib.layers.composite import Composite, CompositeTape
from rnnlib.layers.edge import check_layers, check_mask, check_tape


class ReversedTape(CompositeTape):
    """The tape of the layer inside, ``tape[0]``, in the order in which it read."""

    @property
    def final(self):
        """The final states of the layer inside."""
        return self.layers[0].final

    def flow(self):
        """‖∂L/∂h_t‖, t as in x; see `Tape.flow`."""
        return self.layers[0].flow()[..., ::-1]


class Reversed(Composite):
    """A layer that reads x from the last step to the first; y_t stands where x_t does.

    Its state has read x_1 last. An encoder of this kind reads the source backwards, so that the
    first words of a sentence are near the first words of its translation (Sutskever, Vinyals & Le
    2014, §3.3).
    """

    ahead = True  # outputs depend on later steps

    def __init__(self, layer):
        check_layers("layer", (layer,))
        self.layers = (layer,)

    @property
    def params(self):
        """The parameters of the layer inside, under their own names."""
        return self.layers[0].params

    @property
    def output_size(self):
        """Width of y."""
        return self.layers[0].output_size

    def start(self, B):
        """The state in which a run of B sequences starts."""
        return self.layers[0].start(B)

    def __repr__(self):
        return f"Reversed({self.layers[0]!r})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """Run from the last step to the first; the state is the layer's own."""
        x = array_of("x", x)
        mask = check_mask(mask, x, state)
        turned = None if mask is None else mask[::-1]
        y, tape = self.layers[0].forward(x[::-1], state, turned, rng=rng)
        return y[::-1], ReversedTape(self, (tape,))

    def backward(self, tape, dy, dstate=None):
        """dx, or None if x were symbols, the adjoints of the first state, the gradients."""
        check_tape(tape, ReversedTape, lambda tape: tape.owner, self, self)
        dy = None if dy is None else array_of("dy", dy)[::-1]
        dx, first, grads = self.layers[0].backward(tape[0], dy, dstate)
        return None if dx is None else dx[::-1], first, grads

    def summary(self, tape):
        """The output after the whole sequence has been read, (B, ·)."""
        return self.layers[0].summary(tape[0])

    def summary_back(self, dsummary):
        """The ``dstate`` that carries the adjoint of `summary` into `backward`."""
        return self.layers[0].summary_back(dsummary)
