"""What all optimisers share: the parameters they move, and a check of what they are given."""

from collections.abc import Mapping
from numbers import Real

import numpy as np


class Optimiser:
    """Moves ``params`` (name → array) in place, one `step` per set of gradients.

    The arrays are those of the model, not copies, and keep their type: float32 parameters have
    float32 statistics. ``lr`` may be changed between steps.
    A subclass gives ``update(grads)``, its equations.
    """

    def __init__(self, params, lr):
        if not isinstance(params, Mapping):
            raise ValueError(f"params: expected a dict of arrays, got {type(params).__name__}")
        for name, p in params.items():
            if not isinstance(p, np.ndarray) or not np.issubdtype(p.dtype, np.floating):
                got = getattr(p, "dtype", type(p).__name__)
                raise ValueError(f"params: expected float arrays, got {name!r} of type {got}")
        self.params = dict(params)
        self.lr = within("lr", lr, 0, np.inf)

    def step(self, grads):
        """Update every parameter by its gradient; grads holds the same names and shapes.

        ValueError: a name that is missing or unknown, a shape or a kind that differs. Nothing has
        moved then.
        """
        if grads.keys() != self.params.keys():
            raise ValueError(f"grads: expected {sorted(self.params)}, got {sorted(grads)}")
        for name, p in self.params.items():
            if np.shape(grads[name]) != p.shape:
                raise ValueError(
                    f"grads: expected {name!r} of shape {p.shape}, got {np.shape(grads[name])}"
                )
            kind = np.asarray(grads[name]).dtype
            if kind.kind not in "fiu":
                raise ValueError(f"grads: expected {name!r} of real numbers, got {kind}")
        self.update(grads)

    def zeros(self):
        """One statistic per parameter, at its start."""
        return {name: np.zeros_like(p) for name, p in self.params.items()}


def within(name, value, low, high):
    """value as a float in [low, high)."""
    if not isinstance(value, Real) or not low <= value < high:
        raise ValueError(f"{name}: expected a number in [{low}, {high}), got {value!r}")
    return float(value)
