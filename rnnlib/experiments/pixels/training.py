"""How a network is taught to tell the next pixel."""

from dataclasses import dataclass

import numpy as np

from rnnlib.experiments.pixels.network import examination, lesson, network
from rnnlib.experiments.training import Training, cosine
from rnnlib.optim import Adam
from rnnlib.tasks.batch import Batch

B = 32  # pictures in a lesson
HIGHEST, LOWEST = 4e-3, 1e-4  # learning rates


@dataclass(frozen=True)
class Pixels(Training):
    """One network learns one collection of pictures: 32 of them in a lesson, Adam with a learning
    rate that falls along a cosine, gradients no longer than 1."""

    data: str
    kind: str
    seed: int
    updates: int

    every = 100

    @property
    def name(self):
        return f"{self.data}/{self.kind}/{self.seed}"

    def begin(self):
        return network(self.data, self.kind, self.seed)

    def lesson(self, model, n):
        rng = np.random.default_rng([self.seed, n])
        pictures = lesson(self.data, B, rng)
        loss, grads, _ = model.loss_and_grads(Batch(pictures, pictures), rng=rng)
        return loss, grads

    def optimiser(self, model):
        return Adam(model.params, lr=HIGHEST)

    def rate(self, n):
        return cosine(n, self.updates, HIGHEST, LOWEST)

    def examine(self, model):
        return {"nats": model.nats(examination(self.data))[0]}
