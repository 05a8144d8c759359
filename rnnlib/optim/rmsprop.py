"""Gradient descent on the scale of recent gradients."""

import numpy as np

from rnnlib.optim.optimiser import Optimiser, within


class RMSProp(Optimiser):
    """Divide the gradient by a running average of its size (Tieleman & Hinton 2012, lecture 6.5)::

        s ← α s + (1 − α) g²
        v ← μ v + g / (√s + ε)
        θ ← θ − lr v

    Every entry moves by about lr whatever the size of its gradient. s starts at 0 and is not
    corrected for it, so the first step is lr / √(1 − α) long, ten times lr for α = 0.99.
    ``square`` holds s and ``velocity`` v; for μ = 0 the latter is empty.
    """

    def __init__(self, params, lr, alpha=0.99, eps=1e-8, momentum=0.0):
        super().__init__(params, lr)
        self.alpha = within("alpha", alpha, 0, 1)
        self.eps = within("eps", eps, 0, np.inf)
        self.momentum = within("momentum", momentum, 0, 1)
        self.square = self.zeros()
        self.velocity = self.zeros() if momentum else {}

    def update(self, grads):
        for name, p in self.params.items():
            g, s = grads[name], self.square[name]
            s *= self.alpha
            s += (1 - self.alpha) * np.square(g)
            g = g / (np.sqrt(s) + self.eps)
            if self.velocity:
                v = self.velocity[name]
                v *= self.momentum
                v += g
                g = v
            p -= self.lr * g
