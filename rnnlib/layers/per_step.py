"""A layer of its own for every step: what recurrent networks would be without shared parameters."""

import numpy as np

from rnnlib.edge import array_of, expect
from rnnlib.layers.composite import Composite, CompositeTape
from rnnlib.layers.edge import check_dy, check_layers, check_mask, check_tape


class PerStepTape(CompositeTape):
    """The tapes of all steps of one run, each of a single step: ``tape[0]``, ``tape[-1]``."""

    def __init__(self, owner, layers, B):
        super().__init__(owner, layers)
        self.B = B

    @property
    def final(self):
        """The state after the last step; None for layers without one."""
        return self.layers[-1].final


class PerStep(Composite):
    """Step t is computed by layer t alone; the state goes on from each to the next::

        y_t, state_t = layers[t](x_t, state_{t−1})

    For recurrent layers this is a separate function g⁽ᵗ⁾ for every step, with parameters of its
    own, called "t.NAME" (Goodfellow et al. 2016, §10.1 compares the two). It can read no more
    steps than it has layers. The same layer may stand in several places; if it stands in all, this
    is that layer along time, and Σ_t of the gradients "t.NAME" is its gradient.
    """

    ahead = False  # no output depends on later steps

    def __init__(self, layers):
        self.layers = tuple(layers) if isinstance(layers, tuple | list) else (layers,)
        expect(self.layers, "layers", "at least one layer, one for each step", "none")
        check_layers("layers", self.layers)
        for side in ("input_size", "output_size"):
            sizes = {getattr(layer, side) for layer in self.layers}
            expect(len(sizes) == 1, "layers", f"layers of one {side}", sorted(sizes))
        fits = not any(layer.ahead for layer in self.layers)
        expect(fits, "layers", "layers that read forward alone", "one that depends on later steps")

    @property
    def params(self):
        """All parameters; those of step t are called "t.NAME"."""
        return {
            f"{t}.{k}": v for t, layer in enumerate(self.layers) for k, v in layer.params.items()
        }

    @property
    def output_size(self):
        """Width of y."""
        return self.layers[0].output_size

    def start(self, B):
        """The state in which a run of B sequences starts: that of the first layer."""
        return self.layers[0].start(B)

    def __repr__(self):
        return f"PerStep({len(self.layers)} × {self.layers[0]!r})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """Run one layer for each step of x (T, B, D) or (T, B): y (T, B, ·) and the tape.

        ValueError: more steps than layers.
        """
        x = array_of("x", x)
        fits = x.ndim > 1 and x.size and len(x) <= len(self.layers)
        expect(fits, "x", f"1 to {len(self.layers)} steps, one for each layer", f"shape {x.shape}")
        mask = check_mask(mask, x, state)
        state = self.start(x.shape[1]) if state is None else state
        outputs, tapes = [], []
        for t, layer in zip(range(len(x)), self.layers, strict=False):
            now = None if mask is None else mask[t : t + 1]
            y, tape = layer.forward(x[t : t + 1], state, now, rng=rng)
            state = tape.final
            outputs.append(y)
            tapes.append(tape)
        return np.concatenate(outputs), PerStepTape(self, tapes, x.shape[1])

    def backward(self, tape, dy, dstate=None):
        """dx, or None if x were symbols; the adjoint of the first state; gradients by name.

        The gradients of steps that the run did not reach are zero.
        """
        check_tape(tape, PerStepTape, lambda tape: tape.owner, self, self)
        grads = {name: np.zeros_like(p) for name, p in self.params.items()}
        T = len(tape)
        dy = check_dy(dy, (T, tape.B, self.output_size), self.dtype)
        dx = [None] * T
        for t in reversed(range(T)):
            dx[t], dstate, own = self.layers[t].backward(tape[t], dy[t : t + 1], dstate)
            grads |= {f"{t}.{name}": g for name, g in own.items()}
        return None if dx[0] is None else np.concatenate(dx), dstate, grads

    def summary(self, tape):
        """The output after the last real step of every sequence, (B, ·)."""
        return self.layers[0].summary(tape[-1])

    def summary_back(self, dsummary):
        """The ``dstate`` that carries the adjoint of `summary` into `backward`."""
        return self.layers[0].summary_back(dsummary)
