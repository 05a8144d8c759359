"""How a captioner is taught."""

import math
from dataclasses import dataclass

import numpy as np

from rnnlib.experiments.captioning.examination import examined
from rnnlib.experiments.training import Training
from rnnlib.pretrained.captioners import untrained
from rnnlib.tasks.scenes import scene_batch, scenes

B = 32  # scenes in a lesson, all new
HIGHEST, LOWEST = 3e-3, 6e-5  # learning rates


@dataclass(frozen=True)
class Captions(Training):
    """One captioner: batches of 32 new scenes, Adam, a learning rate that falls along a cosine."""

    kind: str
    seed: int
    updates: int = 5000
    every: int = 500

    @property
    def name(self):
        return f"{self.kind}/{self.seed}"

    def begin(self):
        return untrained(self.kind, self.seed)

    def lesson(self, model, n):
        rng = np.random.default_rng([self.seed, n])
        loss, grads, _ = model.loss_and_grads(scene_batch(scenes(B, rng=rng), rng=rng))
        return loss, grads

    def rate(self, n):
        return LOWEST + (HIGHEST - LOWEST) * (1 + math.cos(math.pi * n / self.updates)) / 2

    def examine(self, model):
        return {
            "seen": examined(model, n=100, seed=1).exact,
            "unseen": examined(model, True, n=100, seed=1).exact,
        }
