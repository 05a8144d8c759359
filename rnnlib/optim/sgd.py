"""Gradient descent with momentum."""

from rnnlib.optim.optimiser import Optimiser, within


class SGD(Optimiser):
    """Stochastic gradient descent with momentum μ (Polyak 1964), the heavy ball::

        v ← μ v + g
        θ ← θ − lr v

    Along a direction in which g stays the same, the steps grow towards lr g / (1 − μ).
    ``velocity`` holds v; for μ = 0 it is empty and θ ← θ − lr g.
    """

    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr)
        self.momentum = within("momentum", momentum, 0, 1)
        self.velocity = self.zeros() if momentum else {}

    def update(self, grads):
        for name, p in self.params.items():
            g = grads[name]
            if self.velocity:
                v = self.velocity[name]
                v *= self.momentum
                v += g
                g = v
            p -= self.lr * g
