"""How one network is taught."""

import math

from rnnlib.optim import Adam


class Training:
    """One network's training. A subclass, best a frozen dataclass of plain values, gives

    ``name``           a word for it, with / for groups: "copy/LSTM/0"; also its file's
    ``updates``        how many updates there are in all
    `begin`            the model before its first lesson, the same at every call
    `lesson`           loss and gradients of one update, whose batch depends on its number alone

    and, if need be, other values of the following.

    ``every``          updates between two points of its curve; a leg is as long
    ``clip``           threshold of the gradient's norm, or None
    """

    every = 100
    clip = 1.0

    def begin(self):
        """The model, with its parameters in ``params``; weights from a seed of the training."""
        raise NotImplementedError

    def lesson(self, model, n):
        """(loss, grads) of update n = 0, 1, …: a batch drawn from ``default_rng([seed, n])``."""
        raise NotImplementedError

    def optimiser(self, model):
        """The optimiser of the model's parameters."""
        return Adam(model.params, lr=1e-3)

    def rate(self, n):
        """The learning rate of update n; None: the optimiser's own."""
        return None

    def examine(self, model):
        """Numbers by name, for the curve: taken after every leg."""
        return {}


def cosine(n, updates, highest, lowest):
    """A learning rate that falls along half a cosine, from the first update to the last."""
    return lowest + (highest - lowest) * (1 + math.cos(math.pi * n / updates)) / 2
