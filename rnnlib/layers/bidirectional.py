"""One layer forward in time and one backward, side by side."""

from math import prod

import numpy as np

from rnnlib import compiled
from rnnlib.edge import array_of, expect
from rnnlib.layers.composite import Composite, CompositeTape
from rnnlib.layers.edge import check_layers, check_parts, check_tape


class BidirectionalTape(CompositeTape):
    """The tapes of both directions, ``tape[0]`` forward, ``tape[1]`` backward in time.

    The second is in the order in which its layer read: its first step is the sequence's last, and
    its final state has read the whole sequence, too. ``operations`` says about how much work it is.
    """

    def __init__(self, owner, layers, operations=0):
        super().__init__(owner, layers)
        self.operations = operations

    def flow(self):
        """‖∂L/∂h_t‖ of both directions, (2, T), t as in x; see `Tape.flow`."""
        ahead, back = self.layers
        return np.stack([ahead.flow(), back.flow()[..., ::-1]])


class Bidirectional(Composite):
    """Every output depends on past and future (Schuster & Paliwal 1997).

    One layer reads x from the first step to the last, the other from the last to the first; y_t is
    both outputs side by side, (T, B, H_forward + H_backward).
    """

    ahead = True  # outputs depend on later steps

    def __init__(self, forward_layer, backward_layer):
        check_layers("forward_layer, backward_layer", (forward_layer, backward_layer))
        if forward_layer.input_size != backward_layer.input_size:
            raise ValueError(
                f"backward_layer: expected one that takes {forward_layer.input_size} inputs as the "
                f"forward layer does, got one that takes {backward_layer.input_size}"
            )
        self.layers = forward_layer, backward_layer

    @property
    def params(self):
        """All parameters, as "forward.NAME" and "backward.NAME"."""
        return self._named(layer.params for layer in self.layers)

    @property
    def output_size(self):
        """Width of y: that of both layers together."""
        return sum(layer.output_size for layer in self.layers)

    def __repr__(self):
        return f"Bidirectional({', '.join(map(repr, self.layers))})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """Run both ways; the state is a pair, each entry as the layer's own."""
        ahead, back = self.layers
        states = check_parts("state", state, 2, "direction")
        x = array_of("x", x)
        operations = self._operations(x.shape)
        turned = None if mask is None else np.asarray(mask)[::-1]
        (y, tape), (z, other) = compiled.both(
            lambda: ahead.forward(x, states[0], mask, rng=rng),
            lambda: back.forward(x[::-1], states[1], turned, rng=rng),
            operations if rng is None else 0,  # draws have an order
        )
        tape = BidirectionalTape(self, (tape, other), operations)
        return np.concatenate((y, z[::-1]), axis=2), tape

    def backward(self, tape, dy, dstate=None):
        """Adjoints through both; the pairs are built like the state."""
        ahead, back = self.layers
        check_tape(tape, BidirectionalTape, lambda tape: tape.owner, self, self)
        dstates = check_parts("dstate", dstate, 2, "direction")
        dy, dz = (None, None) if dy is None else self._split("dy", dy)
        dz = None if dz is None else dz[::-1]
        (dx, first, grads), (dx_back, last, grads_back) = compiled.both(
            lambda: ahead.backward(tape[0], dy, dstates[0]),
            lambda: back.backward(tape[1], dz, dstates[1]),
            tape.operations,
        )
        if dx is not None:
            dx = dx + dx_back[::-1]
        return dx, (first, last), self._named((grads, grads_back))

    def summary(self, tape):
        """What both have read when they come to their ends, side by side."""
        return np.concatenate(
            [layer.summary(part) for layer, part in zip(self.layers, tape, strict=True)], axis=1
        )

    def summary_back(self, dsummary):
        """The ``dstate`` that carries the adjoint of `summary` into `backward`."""
        parts = self._split("dsummary", dsummary)
        return tuple(
            layer.summary_back(part) for layer, part in zip(self.layers, parts, strict=True)
        )

    def _operations(self, shape):
        """About how many multiplications a run takes: each parameter once for every step."""
        return prod(shape[:2]) * sum(array.size for array in self.params.values())

    def _split(self, argument, array):
        array, width = array_of(argument, array), self.layers[0].output_size
        fits = array.shape[-1:] == (self.output_size,)
        expect(fits, argument, f"{self.output_size} columns", f"shape {array.shape}")
        return array[..., :width], array[..., width:]

    @staticmethod
    def _named(parts):
        return {
            f"{way}.{name}": array
            for way, part in zip(("forward", "backward"), parts, strict=True)
            for name, array in part.items()
        }
