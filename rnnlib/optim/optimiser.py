"""What all optimisers share: the parameters they move, and a check of what they are given."""

import numpy as np

from rnnlib.edge import any_array, brief, expect, is_number, mapping


class Optimiser:
    """Moves ``params`` (name → array) in place, one `step` per set of gradients.

    The arrays are those of the model, not copies, and keep their type: float32 parameters have
    float32 statistics. ``lr`` may be changed between steps.
    A subclass gives ``update(grads)``, its equations.
    """

    def __init__(self, params, lr):
        mapping("params", params, "a dict of arrays")
        for name, p in params.items():
            if not isinstance(p, np.ndarray) or not np.issubdtype(p.dtype, np.floating):
                got = getattr(p, "dtype", type(p).__name__)
                raise ValueError(f"params: expected float arrays, got {brief(name)} of type {got}")
        self.params = dict(params)
        self.lr = lr

    @property
    def lr(self):
        """The learning rate."""
        return self._lr

    @lr.setter
    def lr(self, value):
        self._lr = within("lr", value, 0, np.inf)

    def step(self, grads):
        """Update every parameter by its gradient; grads holds the same names and shapes.

        ValueError: a name that is missing or unknown, a shape or a kind that differs. Nothing has
        moved then.
        """
        mapping("grads", grads, "a dict of arrays")
        if grads.keys() != self.params.keys():
            got = sorted(map(str, grads))
            raise ValueError(f"grads: expected {sorted(self.params)}, got {got}")
        own = {}
        for name, p in self.params.items():
            g = any_array("grads", grads[name])
            if g.shape != p.shape:
                raise ValueError(f"grads: expected {brief(name)} of shape {p.shape}, got {g.shape}")
            if g.dtype.kind not in "fiu":
                raise ValueError(f"grads: expected {brief(name)} of real numbers, got {g.dtype}")
            own[name] = g.astype(p.dtype, copy=False)
            if not p.flags.writeable:
                expect(False, "params", "writeable arrays", f"{brief(name)} read-only")
        self.update(own)

    def zeros(self):
        """One statistic per parameter, at its start."""
        return {name: np.zeros_like(p) for name, p in self.params.items()}


def within(name, value, low, high):
    """value as a float in [low, high)."""
    if not (is_number(value) and low <= value < high):
        raise ValueError(f"{name}: expected a number in [{low}, {high}), got {brief(value)}")
    return float(value)
