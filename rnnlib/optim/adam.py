"""Momentum and scale together, corrected for their start at zero."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.optim.optimiser import Optimiser, within


class Adam(Optimiser):
    """Adaptive moment estimation: Kingma & Ba 2015, Algorithm 1::

        t ← t + 1
        m ← β₁ m + (1 − β₁) g          mean of g
        v ← β₂ v + (1 − β₂) g²         mean of g²
        m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)
        θ ← θ − lr m̂ / (√v̂ + ε)

    m and v start at 0; the corrections m̂, v̂ make up for it, so that the first step is lr long
    for any gradient far above ε.
    """

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, lr)
        fits = isinstance(betas, tuple | list) and len(betas) == 2
        expect(fits, "betas", "two numbers", brief(betas))
        self.betas = tuple(within("betas", beta, 0, 1) for beta in betas)
        self.eps = within("eps", eps, 0, np.inf)
        self.t = 0
        self.m, self.v = self.zeros(), self.zeros()

    def update(self, grads):
        self.t += 1
        beta1, beta2 = self.betas
        step = self.lr / (1 - beta1**self.t)
        root = (1 - beta2**self.t) ** 0.5
        for name, p in self.params.items():
            g, m, v = grads[name], self.m[name], self.v[name]
            m *= beta1
            m += (1 - beta1) * g
            v *= beta2
            v += (1 - beta2) * np.square(g)
            p -= root * step * m / (np.sqrt(v) + root * self.eps)  # lr m̂ / (√v̂ + ε)
