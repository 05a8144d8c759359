"""Layers on top of one another."""

from numbers import Real

import numpy as np

from rnnlib.edge import brief, expect, generator
from rnnlib.layers.composite import Composite, CompositeTape
from rnnlib.layers.edge import check_layers, check_parts, check_tape


class StackedTape(CompositeTape):
    """The tapes of all layers of one run, from the bottom up: ``tape[0]``, ``tape[-1]``."""

    def __init__(self, owner, layers, keeps):
        super().__init__(owner, layers)
        self.keeps = keeps

    def flow(self):
        """‖∂L/∂h_t‖ of every layer that has a state, (layers, T); see `Tape.flow`."""
        return np.stack([tape.flow() for tape in self.layers if tape.final is not None])


class Stacked(Composite):
    """Layers on top of one another: the outputs of each are the inputs of the next.

    With ``dropout`` p > 0 every output between two layers is set to zero with probability p, and
    the others are divided by 1 − p (Srivastava et al. 2014; only upward, never along time: Zaremba,
    Sutskever & Vinyals 2014). This happens in training alone, that is, when `forward` gets ``rng``.
    Layers without a state, such as `Embedding` and `Linear`, have None in its place.
    """

    def __init__(self, layers, dropout=0.0):
        self.layers = tuple(layers) if isinstance(layers, tuple | list) else (layers,)
        expect(self.layers, "layers", "at least one layer", "none")
        check_layers("layers", self.layers)
        for k, (below, above) in enumerate(zip(self.layers, self.layers[1:], strict=False)):
            if above.input_size != below.output_size:
                raise ValueError(
                    f"layers: expected layer {k + 1} to take the {below.output_size} outputs of "
                    f"layer {k}, got one that takes {above.input_size}"
                )
        fits = isinstance(dropout, Real) and not isinstance(dropout, bool) and 0 <= dropout < 1
        expect(fits, "dropout", "a probability 0 ≤ p < 1", brief(dropout))
        self.dropout = dropout

    @property
    def params(self):
        """All parameters; those of layer k are called "k.NAME"."""
        return self._named(layer.params for layer in self.layers)

    @property
    def ahead(self):
        """Whether an output may depend on later steps."""
        return any(layer.ahead for layer in self.layers)

    @property
    def output_size(self):
        """Width of y."""
        return self.layers[-1].output_size

    def __repr__(self):
        return f"Stacked([{', '.join(map(repr, self.layers))}], dropout={self.dropout})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """Run all layers; the state is a tuple with one entry per layer, each as the layer's own.

        Dropout is at work only if ``rng`` is given.
        """
        states = check_parts("state", state, len(self.layers), "layer")
        if rng is not None:
            generator(rng)
        tapes, keeps = [], []
        for k, (layer, part) in enumerate(zip(self.layers, states, strict=True)):
            if k and rng is not None and self.dropout:
                keep = (rng.random(x.shape) >= self.dropout) / (1 - self.dropout)
                keeps.append(keep.astype(x.dtype))
                x = x * keeps[-1]
            x, tape = layer.forward(x, part, mask, rng=rng)
            tapes.append(tape)
        return x, StackedTape(self, tapes, keeps)

    def backward(self, tape, dy, dstate=None):
        """Adjoints through all layers, from the top down; the tuples are built like the state."""
        check_tape(tape, StackedTape, lambda tape: tape.owner, self, self)
        dstates = check_parts("dstate", dstate, len(self.layers), "layer")
        begun, grads = [], []
        for k in range(len(self.layers) - 1, -1, -1):
            dy, first, own = self.layers[k].backward(tape[k], dy, dstates[k])
            if k and tape.keeps:
                dy *= tape.keeps[k - 1]
            begun.insert(0, first)
            grads.insert(0, own)
        return dy, tuple(begun), self._named(grads)

    def summary(self, tape):
        """The top layer's summary."""
        return self.layers[-1].summary(tape[-1])

    def summary_back(self, dsummary):
        """The ``dstate`` that carries the adjoint of `summary` into `backward`."""
        return (*(None for _ in self.layers[1:]), self.layers[-1].summary_back(dsummary))

    @staticmethod
    def _named(parts):
        return {f"{k}.{name}": a for k, part in enumerate(parts) for name, a in part.items()}
